import type { Shop, ShopId } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'

/** The shop a job speaks for; null where the app was uninstalled meanwhile, and the job has nothing left to do. */
export async function shopById(db: Database, id: ShopId): Promise<Shop | null> {
  const row = await db.shop.findUnique({ where: { id } })
  if (row === null || row.uninstalledAt !== null) return null
  const { domain, name, email, currency, timeZone, locale } = row
  return { id, domain, name, email, currency, timeZone, locale }
}
