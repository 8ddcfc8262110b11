import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

export type CustomerView = {
  id: CustomerId
  email: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  locale: string | null
  city: string | null
  countryCode: string | null
  state: string | null
  tags: string[]
  note: string | null
  createdAt: Date
}

/** One customer or guest that is not deleted, or null. */
export async function customerById(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  id: CustomerId,
): Promise<CustomerView | null> {
  const row = await db.customer.findFirst({
    where: { shopId: shop.id, id, deletedAt: null },
    omit: { shopId: true, searchText: true, updatedAt: true, deletedAt: true, toldAt: true, tagsToldAt: true },
  })
  return row as CustomerView | null
}

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
