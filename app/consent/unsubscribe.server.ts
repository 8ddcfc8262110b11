import { languageOf, normaliseEmail, type CustomerId, type Language, type ShopId } from '../kernel/index.ts'
import { recordFact, type Database, type Queryable } from '../platform/index.server.ts'
import { recordConsent } from './consent.server.ts'
import { UNSUBSCRIBE_LINK } from './consent.ts'
import { readUnsubscribe } from './unsubscribe-token.server.ts'

type Parts = { db: Database; secret: string; now: () => Date }

/** What the page behind a mail's link says. `restorable`: the withdrawal is this person's own and nothing came after. */
export type UnsubscribePage = {
  outcome: 'page'
  shopName: string
  shopDomain: string
  language: Language
  state: 'subscribed' | 'unsubscribed'
  restorable: boolean
  /** Whether this person has allowed, or refused, that openings and clicks are recorded; null where nothing was said. */
  tracking: boolean | null
}
type Answer = UnsubscribePage | { outcome: 'forged' }
type Reader = { shopId: ShopId; customerId: CustomerId; email: string | null }
type Standing = Reader & { page: UnsubscribePage; said: string | null; withdrawnAt: Date | null }

/** The unsubscribe link's acts, each for whoever holds a token that we signed. Nobody needs to log in. */
export function openUnsubscribe({ db, secret, now }: Parts) {
  /** Looks and changes nothing: mail scanners open every link. `accepts` is the browser's Accept-Language. */
  async function pageFor(token: string, accepts: string | null): Promise<Answer> {
    const standing = await standingOf(db, token, accepts)
    return standing?.page ?? { outcome: 'forged' }
  }

  /** Withdraws permission at once, for good: no sync lifts it. A second time changes nothing. */
  async function withdraw(token: string, accepts: string | null): Promise<Answer> {
    return db.$transaction(async (tx) => {
      const standing = await standingOf(tx, token, accepts, 'for update')
      if (standing === null) return { outcome: 'forged' }
      await writeWithdrawal(tx, standing, now())
      return (await standingOf(tx, token, accepts))?.page ?? { outcome: 'forged' }
    })
  }

  /** Takes back the withdrawal made by a link, if nothing was said since. */
  async function restore(token: string, accepts: string | null): Promise<Answer> {
    return db.$transaction(async (tx) => {
      const standing = await standingOf(tx, token, accepts, 'for update')
      if (standing === null) return { outcome: 'forged' }
      if (standing.page.restorable && standing.withdrawnAt !== null) {
        await writeRestoration(tx, standing, now(), standing.withdrawnAt)
      }
      return (await standingOf(tx, token, accepts))?.page ?? { outcome: 'forged' }
    })
  }

  /** Writes down whether openings and clicks of this person's mails may be recorded. */
  async function track(token: string, allowed: boolean, accepts: string | null): Promise<Answer> {
    return db.$transaction(async (tx) => {
      const standing = await standingOf(tx, token, accepts, 'for update')
      if (standing === null) return { outcome: 'forged' }
      const { shopId, customerId } = standing
      const state = allowed ? 'subscribed' : 'unsubscribed'
      const event = { customerId, channel: 'tracking', state, occurredAt: now(), source: UNSUBSCRIBE_LINK } as const
      await recordConsent(tx, { id: shopId }, [event])
      return (await standingOf(tx, token, accepts))?.page ?? { outcome: 'forged' }
    })
  }

  async function standingOf(
    on: Queryable,
    token: string,
    accepts: string | null,
    lock?: 'for update',
  ): Promise<Standing | null> {
    const claim = readUnsubscribe(secret, token)
    return claim === null ? null : findStanding(on, claim, accepts, lock)
  }

  return { pageFor, withdraw, restore, track }
}

type Found = {
  shopName: string
  shopDomain: string
  shopLocale: string
  email: string | null
  locale: string | null
  suppressedFor: string | null
  withdrawnAt: Date | null
  saidSince: boolean
  stateBefore: string | null
  state: string | null
  tracking: boolean | null
}

async function findStanding(
  db: Queryable,
  { shopId, customerId }: { shopId: ShopId; customerId: CustomerId },
  accepts: string | null,
  lock?: 'for update',
): Promise<Standing | null> {
  if (lock) await db.$queryRaw`select id from customer where shop_id = ${shopId} and id = ${customerId} for update`
  const [found] = await db.$queryRaw<Found[]>`
    with said as (
      select occurred_at, source, state, (state = 'unsubscribed') as withdraws
        from consent_event
       where shop_id = ${shopId} and customer_id = ${customerId} and channel = 'email'
    ), link as (
      select max(occurred_at) as at from said where source = ${UNSUBSCRIBE_LINK} and withdraws
    )
    select shop.name as "shopName", shop.domain as "shopDomain", shop.locale as "shopLocale",
           customer.email, customer.locale,
           (select reason from suppression
             where suppression.shop_id = shop.id
               and suppression.email = lower(btrim(normalize(customer.email, NFKC)))) as "suppressedFor",
           link.at as "withdrawnAt",
           exists (select 1 from said where occurred_at > link.at) as "saidSince",
           (select state from said where occurred_at < link.at
             order by occurred_at desc, withdraws desc limit 1) as "stateBefore",
           (select state from said order by occurred_at desc, withdraws desc limit 1) as state,
           (select newest.state = 'subscribed' from consent_event newest
             where newest.shop_id = ${shopId} and newest.customer_id = ${customerId} and newest.channel = 'tracking'
             order by newest.occurred_at desc, (newest.state = 'subscribed') limit 1) as tracking
      from shop
      cross join link
      left join customer on customer.shop_id = shop.id and customer.id = ${customerId}
     where shop.id = ${shopId}`
  if (found === undefined) return null
  const { shopName, shopDomain, withdrawnAt } = found
  const state = found.state === 'unsubscribed' || found.suppressedFor !== null ? 'unsubscribed' : 'subscribed'
  const ownOnly = found.suppressedFor === null || found.suppressedFor === 'unsubscribed'
  const restorable = withdrawnAt !== null && !found.saidSince && found.stateBefore === 'subscribed' && ownOnly
  const language = languageOf(found.locale ?? accepts ?? found.shopLocale)
  const page: UnsubscribePage = {
    ...{ outcome: 'page', shopName, shopDomain, language, state, restorable },
    tracking: found.tracking,
  }
  return { shopId, customerId, email: normaliseEmail(found.email), page, said: found.state, withdrawnAt }
}

async function writeWithdrawal(db: Queryable, { shopId, customerId, email, said }: Standing, now: Date): Promise<void> {
  if (email !== null) {
    await db.$executeRaw`
      insert into suppression (shop_id, email, reason, created_at)
      values (${shopId}, ${email}, 'unsubscribed', ${now})
      on conflict (shop_id, email) do nothing`
  }
  if (said === 'unsubscribed') return
  // Shopify keeps whole seconds: its echo of this very event must not look like an earlier one.
  const occurredAt = wholeSeconds(now)
  await recordConsent(db, { id: shopId }, [
    { customerId, channel: 'email', state: 'unsubscribed', occurredAt, source: UNSUBSCRIBE_LINK },
  ])
  await recordChange(db, shopId, customerId)
}

async function writeRestoration(
  db: Queryable,
  { shopId, customerId, email }: Reader,
  now: Date,
  withdrawnAt: Date,
): Promise<void> {
  const occurredAt = new Date(Math.max(wholeSeconds(now).getTime(), withdrawnAt.getTime() + 1))
  await recordConsent(db, { id: shopId }, [
    { customerId, channel: 'email', state: 'subscribed', occurredAt, source: UNSUBSCRIBE_LINK },
  ])
  await db.$executeRaw`
    delete from suppression where shop_id = ${shopId} and email = ${email ?? ''} and reason = 'unsubscribed'`
  await recordChange(db, shopId, customerId)
}

function recordChange(db: Queryable, shopId: ShopId, customerId: CustomerId): Promise<void> {
  const key = `consent-${String(shopId)}-${String(customerId)}`
  return recordFact(db, { kind: 'consent-changed', shopId, customerId }, { key })
}

function wholeSeconds(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000)
}
