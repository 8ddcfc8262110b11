import type { CustomerId, ShopId } from '../kernel/index.ts'
import { holdMerges } from '../ledger/index.server.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { ConsentEvent, ConsentState } from './consent.ts'
import { retellMerged } from './merged.server.ts'

/**
 * Adds to the ledger of permissions. Nothing is ever overwritten by a sync: the same event again changes nothing, and
 * where one source says two things of one moment, the withdrawal stays.
 */
export async function recordConsent(
  db: Queryable,
  shop: { id: ShopId },
  events: ConsentEvent[],
): Promise<CustomerId[]> {
  if (events.length === 0) return []
  await holdMerges(db, shop)
  const rows = await db.$queryRaw<{ id: CustomerId }[]>`
    insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
    select distinct on (customer_id, channel, occurred_at, source)
           ${shop.id}, customer_id::bigint, channel, occurred_at, source, state
      from unnest(
        ${events.map((event) => String(event.customerId))}::text[],
        ${events.map((event) => event.channel)}::text[],
        ${events.map((event) => event.occurredAt.toISOString())}::timestamptz(3)[],
        ${events.map((event) => event.source)}::text[],
        ${events.map((event) => event.state)}::text[]
      ) as event (customer_id, channel, occurred_at, source, state)
     order by customer_id, channel, occurred_at, source, (state = 'unsubscribed') desc
    on conflict (shop_id, customer_id, channel, occurred_at, source)
    do update set state = excluded.state
     where excluded.state = 'unsubscribed' and consent_event.state <> 'unsubscribed'
    returning customer_id as id`
  await retellMerged(
    db,
    shop,
    events.map(({ customerId }) => customerId),
  )
  return [...new Set(rows.map(({ id }) => id))]
}

/** What the customer said last about e-mail; null where nothing was ever said. Of one moment the withdrawal counts, a grant never. */
export async function consentOf(
  db: Queryable,
  shop: { id: ShopId },
  customerId: CustomerId,
): Promise<{ state: ConsentState; occurredAt: Date; source: string } | null> {
  const [newest] = await db.$queryRaw<{ state: ConsentState; occurredAt: Date; source: string }[]>`
    select state, occurred_at as "occurredAt", source
      from consent_event
     where shop_id = ${shop.id} and customer_id = ${customerId} and channel = 'email'
     order by occurred_at desc, (state = 'unsubscribed') desc, (state = 'subscribed')
     limit 1`
  return newest ?? null
}
