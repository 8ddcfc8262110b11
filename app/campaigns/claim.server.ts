import { consentsSql, isSuppressedSql } from '../consent/index.server.ts'
import type { CampaignId, CustomerId, Shop } from '../kernel/index.ts'
import { Prisma, type Database } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import type { Liking } from './interest.ts'
import { knownOf } from './personal.server.ts'

/** A recipient whom nobody else will mail. `skip`: why they must not be mailed after all. */
export type Claimed = {
  customerId: CustomerId
  email: string
  locale: string
  /** Empty where the mail has no offer. */
  code: string
  messageId: string
  firstName: string | null
  lastName: string | null
  likings: Liking[]
  skip: 'gone' | 'suppressed' | 'no-consent' | null
}

/** What became of a claim. `later` and `offline` give it back; `unclear` keeps it claimed for ever. */
export type Settlement =
  { status: 'sent' | 'offline' } | { status: 'skipped' | 'failed' | 'later' | 'offline' | 'unclear'; reason: string }

type Row = Pick<Claimed, 'customerId' | 'email' | 'locale' | 'code' | 'messageId'> & {
  suppressed: boolean
  consents: boolean
}

const columns = {
  shopId: Prisma.sql`r.shop_id`,
  customerId: Prisma.sql`r.customer_id`,
  email: Prisma.sql`r.email`,
}

/**
 * Claims recipients for this worker, committed before it returns: a worker that dies holds its claims for ever and
 * nobody is mailed twice. Consent is read at this very moment, not from the freeze; so is whether the app is installed.
 */
export async function claimRecipients(
  db: Database,
  shop: Shop,
  { id }: Pick<Campaign, 'id'>,
  now: Date,
  limit: number,
): Promise<Claimed[]> {
  const rows = await db.$queryRaw<Row[]>`
    with due as materialized ( -- a plain subquery may be run again for every row, and then claims more than its limit
      select customer_id from recipient
       where shop_id = ${shop.id} and campaign_id = ${id}::uuid and status = 'coded'
         and (retry_at is null or retry_at <= ${now})
         and exists (select 1 from shop where shop.id = ${shop.id} and shop.uninstalled_at is null)
       order by customer_id desc limit ${limit} for update skip locked
    )
    update recipient r
       set status = 'claimed', claimed_at = ${now}, reason = null, retry_at = null,
           message_id = '<' || r.campaign_id || '.' || r.customer_id || '@' || ${shop.domain} || '>'
      from due
     where r.shop_id = ${shop.id} and r.campaign_id = ${id}::uuid and r.customer_id = due.customer_id
    returning r.customer_id as "customerId", r.email, r.locale, coalesce(r.code, '') as code, r.message_id as "messageId",
              ${isSuppressedSql(columns)} as suppressed, ${consentsSql(columns)} as consents`
  const known = await knownOf(
    db,
    shop,
    rows.map(({ customerId }) => customerId),
  )
  return rows.map(({ suppressed, consents, ...row }) => {
    const person = known.get(row.customerId)
    const skip = person === undefined ? 'gone' : suppressed ? 'suppressed' : consents ? null : 'no-consent'
    return { firstName: null, lastName: null, likings: [], ...person, ...row, skip }
  })
}

const LATER = 15 * 60_000
const OFFLINE = 60_000

/** Writes down what became of a claim. */
export async function settle(
  db: Database,
  shop: Shop,
  { campaignId, customerId }: { campaignId: CampaignId; customerId: CustomerId },
  settlement: Settlement,
  now: Date,
): Promise<void> {
  await db.recipient.updateMany({
    where: { shopId: shop.id, campaignId, customerId, status: 'claimed' },
    data: outcomeOf(settlement, now),
  })
}

function outcomeOf(settlement: Settlement, now: Date) {
  const reason = 'reason' in settlement ? settlement.reason : null
  switch (settlement.status) {
    case 'sent':
      return { status: 'sent', sentAt: now, reason: null }
    case 'skipped':
    case 'failed':
      return { status: settlement.status, reason }
    case 'later':
      return { status: 'coded', reason, claimedAt: null, retryAt: new Date(now.getTime() + LATER) }
    case 'offline':
      return { status: 'coded', reason, claimedAt: null, retryAt: new Date(now.getTime() + OFFLINE) }
    case 'unclear':
      return { reason }
  }
}
