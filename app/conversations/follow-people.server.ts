import type { CustomerId, FactOf, ShopId } from '../kernel/index.ts'
import { survivorOf } from '../ledger/index.server.ts'
import { Prisma, type Database } from '../platform/index.server.ts'

/**
 * Hands the requests that people made as guests to the accounts they have opened since, by their e-mail. Any order of
 * arrival ends alike. `customerIds` narrows it to those accounts; null looks at the whole shop.
 */
export async function followPeople(db: Database, shopId: ShopId, customerIds: CustomerId[] | null): Promise<void> {
  const among = customerIds === null ? Prisma.empty : Prisma.sql`and c.id = any(${customerIds.map(String)}::bigint[])`
  await db.$executeRaw`
    update service_request r set customer_id = account.id
      from (
        select c.email, min(c.id) as id from customer c
         where c.shop_id = ${shopId} and c.id > 0 and c.deleted_at is null and c.email is not null ${among}
         group by c.email
      ) account
     where r.shop_id = ${shopId} and r.customer_id < 0 and r.email = account.email`
}

/** Hands the requests of a merged customer to the one who took him over. */
export async function followMerge(db: Database, fact: FactOf<'customers-merged'>): Promise<void> {
  const { shopId, customerId } = fact
  const survivorId = await survivorOf(db, { id: shopId }, customerId)
  await db.serviceRequest.updateMany({ where: { shopId, customerId }, data: { customerId: survivorId } })
}
