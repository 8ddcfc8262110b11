import type { ShopId } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

/** What stands on the list for a normalised address whose owner was forgotten: enough to recognise it, not to read it. */
export function forgottenAddressSql(shopId: Prisma.Sql, address: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`forgotten_address(${shopId}, ${address})`
}

/** Makes the address on the list unreadable; mails to it stay suppressed. @returns how many rows changed */
export async function forgetSuppressed(db: Queryable, shop: { id: ShopId }, email: string): Promise<number> {
  const hash = forgottenAddressSql(Prisma.sql`shop_id`, Prisma.sql`email`)
  return db.$executeRaw`
    with plain as (delete from suppression where shop_id = ${shop.id} and email = ${email} returning *)
    insert into suppression (shop_id, email, reason, created_at)
    select shop_id, ${hash}, reason, created_at from plain
    on conflict (shop_id, email) do nothing`
}
