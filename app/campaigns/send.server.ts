import { unsubscribeUrl } from '../consent/index.server.ts'
import type { CustomerId, FactOf, Shop } from '../kernel/index.ts'
import { installedShop, judgeMailFailure, type Database, type Mail, type Mailer } from '../platform/index.server.ts'
import { showsPicks, UNINSTALLED, type Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'
import { dueRecipients, settleAndClaim, type Claimed, type Settled, type Settlement } from './claim.server.ts'
import { landingOf } from './landing.server.ts'
import { letterWriter } from './letter.server.ts'
import { continueOrComplete } from './mailing-progress.server.ts'
import { readDesign } from './message/design.server.ts'
import { knownOf, type Known } from './personal.server.ts'
import { choosePicks, readShelf, type ChosenProduct, type Shelf } from './picks/picks.server.ts'

type Parts = {
  db: Database
  mailer: Mailer
  links: { appUrl: string; secret: string }
  storefrontUrl: (shop: Shop) => string
  now: () => Date
}
type Mailing = Parts & {
  shop: Shop
  campaign: Campaign
  endsAt: Date
  write: ReturnType<typeof letterWriter>
  shelf: Shelf | null
}
type Person = Known & { picks: ChosenProduct[] }

// What is known of so many people is read at once.
const BATCH = 500
// Claimed and not settled at any moment: a worker that dies leaves no more than these unclear.
const WINDOW = 8
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
  const mailing = await mailingOf(parts, shop, campaign)
  const until = now().getTime() + LONGEST_RUN
  for (let goesOn = true; goesOn && now().getTime() < until;) {
    const due = await dueRecipients(db, shop, campaign, now(), BATCH)
    if (due.length === 0) break
    goesOn = await mailAll(mailing, due, until)
  }
  await continueOrComplete(db, shop, campaign.id, now())
}

async function mailingOf(parts: Parts, shop: Shop, campaign: Campaign): Promise<Mailing> {
  const { db, storefrontUrl, now } = parts
  const endsAt = campaign.endsAt ?? new Date(0)
  const shelf = showsPicks(campaign.messages) ? await readShelf(db, shop, now()) : null
  const [design, landing] = await Promise.all([readDesign(db, shop), landingOf(db, shop, campaign.id)])
  const surroundings = { shop, campaign, design, endsAt, storefrontUrl: storefrontUrl(shop), landing }
  return { ...parts, shop, campaign, endsAt, write: letterWriter(surroundings, now()), shelf }
}

/**
 * Mails some who are due, a window of them at a time: while some are on their way, those that arrived are settled and as
 * many others claimed. False where there is no use in going on: the server cannot be reached, or others have them.
 */
async function mailAll(mailing: Mailing, due: CustomerId[], until: number): Promise<boolean> {
  const { db, shop, campaign, now } = mailing
  const people = await peopleOf(mailing, due)
  const underWay = new Set<Promise<void>>()
  const server = { offline: false }
  let settled: Settled[] = []
  let claims = 0
  const begin = (to: Claimed) => {
    const mailed = mailOne(mailing, to, people.get(to.customerId)).then((settlement) => {
      server.offline ||= settlement.status === 'offline'
      settled.push({ customerId: to.customerId, settlement, at: now() })
      underWay.delete(mailed)
    })
    underWay.add(mailed)
  }
  for (let next = 0; ;) {
    const stop = server.offline || next >= due.length || now().getTime() >= until
    const wanted = stop ? [] : due.slice(next, next + WINDOW - underWay.size)
    next += wanted.length
    const done = settled
    settled = []
    if (wanted.length + done.length > 0) {
      const claimed = await settleAndClaim(db, shop, campaign, { settled: done, wanted }, now())
      claims += claimed.length
      claimed.forEach(begin)
    }
    if (underWay.size === 0 && settled.length === 0 && stop) return claims > 0 && !server.offline
    if (underWay.size > 0) await enough(underWay, () => settled.length >= WINDOW / 2)
  }
}

async function peopleOf(
  { db, shop, shelf, now }: Mailing,
  customerIds: CustomerId[],
): Promise<Map<CustomerId, Person>> {
  const known = await knownOf(db, shop, customerIds)
  const picks = shelf === null ? null : await choosePicks(db, shop, { customerIds, shelf }, now())
  return new Map([...known].map(([id, person]) => [id, { ...person, picks: picks?.get(id) ?? [] }]))
}

async function enough(underWay: Set<Promise<void>>, holds: () => boolean): Promise<void> {
  while (underWay.size > 0 && !holds()) await Promise.race(underWay)
}

async function mailOne(mailing: Mailing, to: Claimed, person: Person | undefined): Promise<Settlement> {
  const { mailer, links, now, shop, campaign, endsAt, write } = mailing
  if (person === undefined) return { status: 'skipped', reason: 'gone' }
  if (to.skip !== null) return { status: 'skipped', reason: to.skip }
  if (endsAt <= now()) return { status: 'failed', reason: 'expired' }
  const stop = unsubscribeUrl(links, { shopId: shop.id, customerId: to.customerId, campaignId: campaign.id })
  const letter = write({ ...person, ...to, unsubscribeUrl: stop })
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
