import { consentsSql, isSuppressedSql } from '../consent/index.server.ts'
import type { CustomerId, Shop } from '../kernel/index.ts'
import { Prisma, type Database } from '../platform/index.server.ts'
import type { Campaign, SkipReason } from './campaign.ts'
import { tracksSql } from './engagement/tracks.server.ts'
import { notNowOf } from './not-now.server.ts'

/** A recipient whom nobody else will mail. `skip`: why they must not be mailed after all. */
export type Claimed = {
  customerId: CustomerId
  email: string
  locale: string
  /** Empty where the mail has no offer. */
  code: string
  messageId: string
  skip: SkipReason | null
  /** Whether their opens and clicks may be recorded. */
  tracks: boolean
}

/** What became of a claim. `later` and `offline` give it back; `unclear` keeps it claimed for ever. */
export type Settlement =
  { status: 'sent' | 'offline' } | { status: 'skipped' | 'failed' | 'later' | 'offline' | 'unclear'; reason: string }

export type Settled = { customerId: CustomerId; settlement: Settlement; at: Date }

type Row = Omit<Claimed, 'skip'> & { suppressed: boolean; automated: boolean; consents: boolean }

const columns = {
  shopId: Prisma.sql`r.shop_id`,
  customerId: Prisma.sql`r.customer_id`,
  email: Prisma.sql`r.email`,
}

/** Recipients that are due, in the order in which they are mailed; nobody is claimed by looking. */
export async function dueRecipients(
  db: Database,
  shop: Shop,
  { id }: Pick<Campaign, 'id'>,
  now: Date,
  { after, limit }: { after: CustomerId | null; limit: number },
): Promise<CustomerId[]> {
  const rows = await db.$queryRaw<{ customerId: CustomerId }[]>`
    select customer_id as "customerId" from recipient
     where shop_id = ${shop.id} and campaign_id = ${id}::uuid and status = 'coded'
       and (retry_at is null or retry_at <= ${now})
       ${after === null ? Prisma.empty : Prisma.sql`and customer_id < ${after}`}
     order by customer_id desc limit ${limit}`
  return rows.map(({ customerId }) => customerId)
}

/**
 * Writes down what became of earlier claims and claims some of these recipients for this worker, in one statement that is
 * committed before it returns: a worker that dies holds its claims for ever and nobody is mailed twice. Consent is read at
 * this very moment, not from the freeze; so are the rest days, open questions, and whether the campaign may go on.
 */
export async function settleAndClaim(
  db: Database,
  shop: Shop,
  { id }: Pick<Campaign, 'id'>,
  { settled, wanted }: { settled: Settled[]; wanted: CustomerId[] },
  now: Date,
): Promise<Claimed[]> {
  const outcomes = settled.map(({ customerId, settlement, at }) => ({
    customer_id: String(customerId),
    ...outcomeOf(settlement, at),
  }))
  const rows = await db.$queryRaw<Row[]>`
    with settled as (
      update recipient r
         set status = o.status, reason = o.reason, sent_at = o.sent_at, retry_at = o.retry_at,
             claimed_at = case when o.status = 'coded' then null else r.claimed_at end
        from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
          as o (customer_id bigint, status text, reason text, sent_at timestamptz(3), retry_at timestamptz(3))
       where r.shop_id = ${shop.id} and r.campaign_id = ${id}::uuid and r.customer_id = o.customer_id
         and r.status = 'claimed'
    ), due as materialized ( -- a plain subquery may be run again for every row, and then claims more than its limit
      select customer_id from recipient
       where shop_id = ${shop.id} and campaign_id = ${id}::uuid and status = 'coded'
         and customer_id = any(${wanted.map(String)}::text[]::bigint[])
         and (retry_at is null or retry_at <= ${now})
         and exists (select 1 from shop where shop.id = ${shop.id} and shop.uninstalled_at is null)
         and exists (select 1 from campaign where shop_id = ${shop.id} and id = ${id}::uuid and status = 'sending')
       for update skip locked
    )
    update recipient r
       set status = 'claimed', claimed_at = ${now}, reason = null, retry_at = null,
           message_id = '<' || r.campaign_id || '.' || r.customer_id || '@' || ${shop.domain} || '>'
      from due
     where r.shop_id = ${shop.id} and r.campaign_id = ${id}::uuid and r.customer_id = due.customer_id
    returning r.customer_id as "customerId", r.email, r.locale, coalesce(r.code, '') as code, r.message_id as "messageId",
              (select automation_id is not null from campaign where shop_id = ${shop.id} and id = ${id}::uuid) as automated,
              ${isSuppressedSql(columns)} as suppressed, ${consentsSql(columns)} as consents,
              ${tracksSql(columns)} as tracks`
  const ids = rows.map(({ customerId }) => customerId)
  const notNow = await notNowOf(db, shop, ids, { automated: rows[0]?.automated ?? false }, now)
  return rows.map(({ suppressed, automated: _, consents, ...row }) => {
    const permitted = suppressed ? 'suppressed' : consents ? null : 'no-consent'
    return { ...row, skip: permitted ?? notNow.get(row.customerId) ?? null }
  })
}

const LATER = 15 * 60_000
const OFFLINE = 60_000

function outcomeOf(settlement: Settlement, now: Date) {
  const reason = 'reason' in settlement ? settlement.reason : null
  const nothing = { reason, sent_at: null, retry_at: null }
  switch (settlement.status) {
    case 'sent':
      return { ...nothing, status: 'sent', sent_at: now.toISOString() }
    case 'skipped':
    case 'failed':
      return { ...nothing, status: settlement.status }
    case 'later':
      return { ...nothing, status: 'coded', retry_at: new Date(now.getTime() + LATER).toISOString() }
    case 'offline':
      return { ...nothing, status: 'coded', retry_at: new Date(now.getTime() + OFFLINE).toISOString() }
    case 'unclear':
      return { ...nothing, status: 'claimed' }
  }
}
