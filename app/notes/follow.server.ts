import type { CustomerId, FactOf, ShopId } from '../kernel/index.ts'
import { guestIdOf, survivorOf } from '../ledger/index.server.ts'
import { Prisma, type Database, type Queryable } from '../platform/index.server.ts'

/** Hands the notes and tasks of a merged customer to the one who took him over. */
export async function followMerge(db: Database, { shopId, customerId }: FactOf<'customers-merged'>): Promise<void> {
  await handOver(db, shopId, customerId, await survivorOf(db, { id: shopId }, customerId))
}

/**
 * Hands what was noted about guests to the accounts they have opened since: a guest's id is made of the address.
 * `customerIds` narrows it to those accounts; null looks at the whole shop.
 */
export async function followPeople(db: Database, shopId: ShopId, customerIds: CustomerId[] | null): Promise<void> {
  const guests = await notedGuests(db, shopId)
  if (guests.size === 0) return
  const among = customerIds === null ? Prisma.empty : Prisma.sql`and id = any(${customerIds.map(String)}::bigint[])`
  const accounts = await db.$queryRaw<{ id: CustomerId; email: string }[]>`
    select min(id) as id, email from customer
     where shop_id = ${shopId} and id > 0 and deleted_at is null and email is not null ${among} group by email`
  for (const { id, email } of accounts) {
    const guest = guestIdOf(email)
    if (guests.has(guest)) await handOver(db, shopId, guest, id)
  }
}

async function notedGuests(db: Queryable, shopId: ShopId): Promise<Set<bigint>> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select customer_id as id from customer_note where shop_id = ${shopId} and customer_id < 0
    union select customer_id from customer_task where shop_id = ${shopId} and customer_id < 0`
  return new Set(rows.map(({ id }) => id))
}

async function handOver(db: Queryable, shopId: ShopId, from: CustomerId, to: CustomerId): Promise<void> {
  const [where, data] = [{ shopId, customerId: from }, { customerId: to }]
  await db.customerNote.updateMany({ where, data })
  await db.customerTask.updateMany({ where, data })
}
