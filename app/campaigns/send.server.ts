import { unsubscribeUrl } from '../consent/index.server.ts'
import type { FactOf, Shop } from '../kernel/index.ts'
import { installedShop, judgeMailFailure, type Database, type Mail, type Mailer } from '../platform/index.server.ts'
import { UNINSTALLED, type Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'
import { isDiscountGone, pauseWithoutDiscount } from './discount-gone.server.ts'
import { claimRecipients, settle, type Claimed, type Settlement } from './claim.server.ts'
import { landingOf } from './landing.server.ts'
import { writeLetter, type Surroundings } from './letter.ts'
import { continueOrComplete } from './mailing-progress.server.ts'
import { quietUntil } from './quiet.ts'
import { readRules } from './rules.server.ts'

type Parts = {
  db: Database
  mailer: Mailer
  links: { appUrl: string; secret: string }
  storefrontUrl: (shop: Shop) => string
  now: () => Date
}

// As many as the mailer has connections: a worker that dies leaves no more than these unclear.
const AT_ONCE = 4
const LONGEST_RUN = 30_000

/**
 * Mails the recipients whose codes are live, each claimed before its mail and asked for consent once more. A mail whose
 * fate is not known is never repeated. After half a minute the next job goes on.
 */
export async function sendMails(parts: Parts, fact: FactOf<'campaign-mail-due'>): Promise<void> {
  const { db, now } = parts
  const shop = await installedShop(db, { id: fact.shopId })
  const campaign = shop === null ? null : await findCampaign(db, shop, fact.campaignId)
  if (shop === null || campaign?.status !== 'sending' || campaign.problem === UNINSTALLED) return
  if (await isDiscountGone(db, shop, campaign)) return pauseWithoutDiscount(db, shop, campaign)
  const { quiet } = await readRules(db, shop)
  const surroundings = await surroundingsOf(parts, shop, campaign)
  const until = now().getTime() + LONGEST_RUN
  const isQuiet = () => quietUntil(quiet, shop.timeZone, now()) !== null
  for (let offline = false; !offline && !isQuiet() && now().getTime() < until;) {
    const claimed = await claimRecipients(db, shop, campaign, now(), AT_ONCE)
    if (claimed.length === 0) break
    offline = await mailAll(parts, surroundings, campaign, claimed)
  }
  await continueOrComplete(db, shop, campaign.id, now(), quietUntil(quiet, shop.timeZone, now()))
}

async function surroundingsOf({ db, storefrontUrl }: Parts, shop: Shop, campaign: Campaign): Promise<Surroundings> {
  const endsAt = campaign.endsAt ?? new Date(0)
  return { shop, campaign, endsAt, storefrontUrl: storefrontUrl(shop), landing: await landingOf(db, shop, campaign.id) }
}

/** Mails some claims at once. True where the server could not be reached, so that there is no use in going on. */
async function mailAll(
  parts: Parts,
  surroundings: Surroundings,
  campaign: Campaign,
  claimed: Claimed[],
): Promise<boolean> {
  const settlements = await Promise.all(
    claimed.map(async (to) => {
      const settlement = await mailOne(parts, surroundings, campaign, to)
      const { customerId } = to
      await settle(parts.db, surroundings.shop, { campaignId: campaign.id, customerId }, settlement, parts.now())
      return settlement
    }),
  )
  return settlements.some(({ status }) => status === 'offline')
}

async function mailOne(
  { mailer, links, now }: Parts,
  surroundings: Surroundings,
  campaign: Campaign,
  to: Claimed,
): Promise<Settlement> {
  if (to.skip !== null) return { status: 'skipped', reason: to.skip }
  if (surroundings.endsAt <= now()) return { status: 'failed', reason: 'expired' }
  const { shop } = surroundings
  const stop = unsubscribeUrl(links, { shopId: shop.id, customerId: to.customerId, campaignId: campaign.id })
  const letter = writeLetter(surroundings, { ...to, unsubscribeUrl: stop }, now())
  if (letter.outcome === 'broken')
    return { status: 'failed', reason: `${letter.part}:${String(letter.line)} ${letter.code} ${letter.name}` }
  try {
    await mailer.send(mailOf(shop, to, letter, stop))
    return { status: 'sent' }
  } catch (error) {
    const { kind, reason } = judgeMailFailure(error)
    return { status: kind === 'refused' ? 'failed' : kind, reason }
  }
}

function mailOf(
  shop: Shop,
  to: Claimed,
  { subject, text, html }: { subject: string; text: string; html: string },
  stop: string,
): Mail {
  return {
    fromName: shop.name,
    to: to.email,
    ...(shop.email !== null && { replyTo: shop.email }),
    subject,
    text,
    html,
    messageId: to.messageId,
    headers: { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }
}
