import { unsubscribeUrl } from '../consent/index.server.ts'
import type { FactOf, Shop } from '../kernel/index.ts'
import { installedShop, judgeMailFailure, type Database, type Mail, type Mailer } from '../platform/index.server.ts'
import { showsPicks, UNINSTALLED, type Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'
import { isDiscountGone, pauseWithoutDiscount } from './discount-gone.server.ts'
import type { Claimed, Settlement } from './claim.server.ts'
import type { Person } from './due-people.server.ts'
import { landingOf } from './landing.server.ts'
import { signLink, type Mailed } from './engagement/link-token.server.ts'
import { letterWriter } from './letter.server.ts'
import { continueOrComplete } from './mailing-progress.server.ts'
import { quietUntil } from './quiet.ts'
import { readRules } from './rules.server.ts'
import { mailDue, type Mailing as Due } from './mail-due.server.ts'
import type { Marking } from './message/compile.server.ts'
import { readDesign } from './message/design.server.ts'
import { readShelf } from './picks/picks.server.ts'

type Parts = {
  db: Database
  mailer: Mailer
  links: { appUrl: string; secret: string }
  storefrontUrl: (shop: Shop) => string
  now: () => Date
}
type Mailing = Parts & Due & { endsAt: Date; write: ReturnType<typeof letterWriter> }

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
  const until = now().getTime() + LONGEST_RUN
  const mayGoOn = () => now().getTime() < until && quietUntil(quiet, shop.timeZone, now()) === null
  const mailing = await mailingOf(parts, shop, campaign)
  await mailDue(mailing, (to, person) => mailOne(mailing, to, person), mayGoOn)
  await continueOrComplete(db, shop, campaign.id, now(), quietUntil(quiet, shop.timeZone, now()))
}

async function mailingOf(parts: Parts, shop: Shop, campaign: Campaign): Promise<Mailing> {
  const { db, storefrontUrl, now } = parts
  const endsAt = campaign.endsAt ?? new Date(0)
  const shelf = showsPicks(campaign.messages) ? await readShelf(db, shop, now()) : null
  const [design, landing] = await Promise.all([readDesign(db, shop), landingOf(db, shop, campaign.id)])
  const surroundings = { shop, campaign, design, endsAt, storefrontUrl: storefrontUrl(shop), landing }
  return { ...parts, shop, campaign, endsAt, write: letterWriter(surroundings, now()), shelf }
}

async function mailOne(mailing: Mailing, to: Claimed, person: Person | undefined): Promise<Settlement> {
  const { mailer, links, now, shop, campaign, endsAt, write } = mailing
  if (person === undefined) return { status: 'skipped', reason: 'gone' }
  if (to.skip !== null) return { status: 'skipped', reason: to.skip }
  if (endsAt <= now()) return { status: 'failed', reason: 'expired' }
  const mailed = { shopId: shop.id, customerId: to.customerId, campaignId: campaign.id }
  const stop = unsubscribeUrl(links, mailed)
  const letter = write({ ...person, ...to, unsubscribeUrl: stop }, to.tracks ? markingOf(links, mailed) : undefined)
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

function markingOf({ appUrl, secret }: Parts['links'], mailed: Mailed): Marking {
  return {
    link: (target) => new URL(`/l/${signLink(secret, { ...mailed, target })}`, appUrl).href,
    pixel: new URL(`/o/${signLink(secret, { ...mailed, target: null })}.gif`, appUrl).href,
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
