import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { ConsentProof } from './proof.ts'

const MOST = 20

/** What a customer said about messages, the newest first, and why an address gets none whatever was said. */
export async function readProofs(db: Queryable, shop: Shop, customerId: CustomerId): Promise<ConsentProof[]> {
  const said = await db.$queryRaw<Row[]>`
    select channel, state, source, occurred_at as at, problem from consent_event
     where shop_id = ${shop.id} and customer_id = ${customerId}
     order by occurred_at desc, (state = 'unsubscribed') desc, channel limit ${MOST}`
  const blocked = await db.$queryRaw<Row[]>`
    select 'email' as channel, 'suppressed' as state, s.reason as source, s.created_at as at, null as problem
      from customer c join suppression s on s.shop_id = c.shop_id and s.email = c.address
     where c.shop_id = ${shop.id} and c.id = ${customerId} and c.address <> ''`
  return [...blocked, ...said].map(({ at, ...proof }) => ({ ...proof, at: at.toISOString() }))
}

type Row = Omit<ConsentProof, 'at'> & { at: Date }
