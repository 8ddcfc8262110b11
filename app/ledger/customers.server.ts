import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** How many customers the shop has, guests among them. */
export async function countCustomers(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
): Promise<{ customers: number; guests: number }> {
  const [counts] = await db.$queryRaw<{ customers: number; guests: number }[]>`
    select count(*)::int as customers, count(*) filter (where id < 0)::int as guests
      from customer where shop_id = ${shop.id} and deleted_at is null`
  return counts ?? { customers: 0, guests: 0 }
}
