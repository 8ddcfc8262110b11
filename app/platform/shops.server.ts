import type { Shop, ShopId } from '../kernel/index.ts'
import type { Queryable } from './database.server.ts'

type Row = Omit<Shop, 'id'> & { id: number }

/** The shop that a request or a job speaks for; null where the app is not, or no longer, installed. */
export async function installedShop(db: Queryable, which: { id: ShopId } | { domain: string }): Promise<Shop | null> {
  const row = await db.shop.findFirst({ where: { ...which, uninstalledAt: null } })
  return row === null ? null : toShop(row)
}

/** A shop from its row. */
export function toShop({ id, domain, name, email, currency, timeZone, locale }: Row): Shop {
  return { id: id as ShopId, domain, name, email, currency, timeZone, locale }
}
