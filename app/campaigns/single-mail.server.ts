import type { AutomationId, CampaignId, CustomerId, Shop } from '../kernel/index.ts'
import { localeSql } from '../ledger/index.server.ts'
import { Prisma, recordFact, type Queryable, type Transaction } from '../platform/index.server.ts'
import type { MessageText, OfferTarget, OfferValue } from './campaign.ts'
import { mailJobOf } from './mailing-progress.server.ts'
import { creditedOrdersSql } from './redemption.server.ts'
import { endOf } from './release.server.ts'

export type SingleMail = {
  automationId: AutomationId
  /** What the timeline and results call it. */
  name: string
  customerId: CustomerId
  messages: { de: MessageText; en: MessageText }
  /** With an offer the person gets a code of their own; its discount admits nobody else. */
  offer: { value: OfferValue; target: OfferTarget; validDays: number } | null
  /** Where the button of a mail without an offer leads; null for the shop's home page. */
  about: OfferTarget | null
}

const NOWHERE: OfferTarget = { kind: 'collection', value: '0', title: '' }

/**
 * Sends one person one mail: a released campaign of one frozen recipient, so that code, claim, consent at the moment of
 * sending, unsubscribing, redemption and timeline are those of every campaign. Nothing is sent unless the caller commits.
 * @returns null where the person has no address
 */
export async function sendSingleMail(
  tx: Transaction,
  shop: Shop,
  mail: SingleMail,
  now: Date,
): Promise<CampaignId | null> {
  const id = crypto.randomUUID() as CampaignId
  const status = mail.offer === null ? 'coded' : 'frozen'
  const written = await tx.$executeRaw`
    insert into recipient (shop_id, campaign_id, customer_id, email, locale, status)
    select c.shop_id, ${id}::uuid, c.id, btrim(c.email), coalesce(${localeSql(columns)}, ${shop.locale}), ${status}
      from customer c
     where c.shop_id = ${shop.id} and c.id = ${mail.customerId} and c.deleted_at is null and btrim(c.email) <> ''`
  if (written === 0) return null
  await tx.campaign.create({ data: { shopId: shop.id, id, ...rowOf(shop, mail, now) } })
  if (mail.offer === null)
    await recordFact(tx, { kind: 'campaign-mail-due', shopId: shop.id, campaignId: id }, { key: mailJobOf(id) })
  else await recordFact(tx, { kind: 'campaign-released', shopId: shop.id, campaignId: id })
  return id
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, locale: Prisma.sql`c.locale` }
const WITHOUT_OFFER_DAYS = 30

function rowOf(shop: Shop, { automationId, name, messages, offer, about }: SingleMail, now: Date) {
  const target = offer?.target ?? about ?? NOWHERE
  const value = offer?.value
  const validDays = offer?.validDays ?? WITHOUT_OFFER_DAYS
  return {
    ...{ automationId, name, messages, validDays },
    status: offer === null ? 'sending' : 'preparing',
    valueKind: value?.kind ?? 'none',
    percentage: value?.kind === 'percentage' ? value.percent : null,
    amountMinor: value?.kind === 'amount' ? BigInt(value.minor) : null,
    targetKind: target.kind,
    targetValue: target.value,
    targetTitle: target.title,
    collectionId: target.kind === 'collection' ? BigInt(target.value) : null,
    ...{ createdAt: now, updatedAt: now, releasedAt: now },
    endsAt: endOf(shop, { validDays }, now),
  }
}

export type SingleFate = { state: 'pending' | 'sent' | 'skipped' | 'failed'; reason: string | null }

/** What became of such a mail. One that may have arrived counts as sent: it is never repeated. */
export async function fateOfSingleMail(db: Queryable, shop: Pick<Shop, 'id'>, id: CampaignId): Promise<SingleFate> {
  const campaign = await db.campaign.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
  const recipient = await db.recipient.findFirst({ where: { shopId: shop.id, campaignId: id } })
  if (campaign === null || recipient === null) return { state: 'skipped', reason: 'gone' }
  const { status, reason } = recipient
  if (status === 'sent' || status === 'skipped' || status === 'failed') return { state: status, reason }
  if (campaign.status === 'failed') return { state: 'failed', reason: campaign.problem }
  if (campaign.status === 'sent') return { state: 'sent', reason: 'unclear' }
  return { state: 'pending', reason: null }
}

export type Brought = { automationId: string; sent: number; redeemed: number; netMinor: number }

/** What the mails of each automation have brought: sent, codes used in orders that count, and their net money. */
export async function broughtByAutomations(db: Queryable, shop: Shop): Promise<Brought[]> {
  const which = Prisma.sql`o.processed_at >= (
    select min(released_at) from campaign where shop_id = ${shop.id} and automation_id is not null)`
  const rows = await db.$queryRaw<(Omit<Brought, 'netMinor'> & { net: bigint })[]>`
    with mailed as (
      select c.automation_id, count(*) filter (where r.status = 'sent') as sent
        from campaign c join recipient r on r.shop_id = c.shop_id and r.campaign_id = c.id
       where c.shop_id = ${shop.id} and c.automation_id is not null
       group by c.automation_id
    ), used as (
      select c.automation_id, count(*) as redeemed,
             coalesce(sum(net) filter (where credited.currency = ${shop.currency}), 0) as net
        from (${creditedOrdersSql(shop, which)}) credited
        join campaign c on c.shop_id = ${shop.id} and c.id = credited."campaignId"
       where c.automation_id is not null
       group by c.automation_id
    )
    select mailed.automation_id as "automationId", mailed.sent::int, coalesce(used.redeemed, 0)::int as redeemed,
           coalesce(used.net, 0)::bigint as net
      from mailed left join used using (automation_id)`
  return rows.map(({ net, ...brought }) => ({ ...brought, netMinor: Number(net) }))
}
