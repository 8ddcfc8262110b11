import type { Shop, ShopId } from '../../app/kernel/index.ts'
import type { Database } from '../../app/platform/database.server.ts'

/** Stores a shop row and returns the shop: HandelBlitz in euros and Berlin time unless told otherwise. */
export async function givenShop(
  db: Database,
  domain = 'handelblitz.myshopify.com',
  overrides: Partial<Shop> = {},
): Promise<Shop> {
  const { id: _, ...facts } = {
    id: 0,
    name: 'HandelBlitz',
    email: 'hallo@handelblitz.example',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    locale: 'de',
    ...overrides,
    domain,
  }
  const row = await db.shop.create({ data: facts })
  return { ...facts, id: row.id as ShopId }
}
