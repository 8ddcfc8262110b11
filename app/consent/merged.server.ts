import type { CustomerId, FactOf, ShopId } from '../kernel/index.ts'
import { survivorsOf, withMerged } from '../ledger/index.server.ts'
import type { Database, Queryable } from '../platform/index.server.ts'

/** What a merged customer said counts for the one who took him over. */
export async function followMerge(db: Database, { shopId, customerId }: FactOf<'customers-merged'>): Promise<void> {
  await db.$transaction((tx) => retellMerged(tx, { id: shopId }, [customerId]))
}

/**
 * Tells anew for survivors what those said who were merged into them, concluded from all that was said, so that any
 * order ends alike. A withdrawal always follows. A grant was for another address: it never outranks that the survivor
 * himself has once said no.
 */
export async function retellMerged(db: Queryable, shop: { id: ShopId }, customerIds: CustomerId[]): Promise<void> {
  for (const survivor of await survivorsAmong(db, shop, customerIds)) {
    await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`consent ${shop.id} ${survivor}`}, 0))`
    const family = (await withMerged(db, shop, [survivor])).map(String)
    await db.$executeRaw`
      delete from consent_event
       where shop_id = ${shop.id} and customer_id = any(${family}::bigint[]) and source = 'merged'`
    await db.$executeRaw`
      insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
      select distinct on (said.channel, said.occurred_at)
             ${shop.id}, ${survivor}, said.channel, said.occurred_at, 'merged', said.state
        from consent_event said
       where said.shop_id = ${shop.id} and said.customer_id = any(${family}::bigint[]) and said.customer_id <> ${survivor}
         and (said.state = 'unsubscribed' or said.state in ('subscribed', 'pending') and not exists (
           select from consent_event own
            where own.shop_id = ${shop.id} and own.customer_id = ${survivor} and own.channel = said.channel
              and own.state = 'unsubscribed'))
       order by said.channel, said.occurred_at, (said.state = 'unsubscribed') desc, said.state, said.customer_id`
  }
}

async function survivorsAmong(db: Queryable, shop: { id: ShopId }, customerIds: CustomerId[]): Promise<CustomerId[]> {
  const concerned = await db.$queryRaw<{ id: CustomerId }[]>`
    select id from customer
     where shop_id = ${shop.id} and merged_into is not null
       and (id = any(${customerIds.map(String)}::bigint[]) or merged_into = any(${customerIds.map(String)}::bigint[]))`
  const ends = await survivorsOf(
    db,
    shop,
    concerned.map(({ id }) => id),
  )
  // In one order, or two transactions would wait for each other's.
  return [...new Set(ends.values())].sort((a, b) => (a < b ? -1 : 1))
}
