import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { CauseKind, CustomerId, FactOf } from '../../../../app/kernel/index.ts'
import type { Database } from '../../../../app/platform/database.server.ts'
import { openProfiles } from '../../../../app/profiles/index.server.ts'
import { openSegments } from '../../../../app/segments/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'
import { openLedgerRows } from '../../profiles/ledger-rows.ts'
import { foundMembers, storedMembers } from './members.ts'

let db: Database
let shops = 0

beforeAll(async () => {
  ;({ db } = await testDatabase())
})

const QUERIES: Record<string, string> = {
  quiet: 'last_order_date < -3d',
  today: 'last_order_date = today',
  month:
    "orders_placed MATCHES (date BETWEEN -1m AND yesterday, count >= 2) AND email_subscription_status = 'SUBSCRIBED'",
  rings:
    "products_purchased NOT MATCHES (product_type = 'Ringe', date >= -2d) OR service_requests MATCHES (date < -1w)",
  spender: 'amount_spent >= 100 OR discount_share > 0.5',
  tagged: "customer_tags CONTAINS 'vip'",
  nested: "segment = 'quiet' AND segment != 'tagged' AND may_email = true",
}
const OTHERS = ['last_order_date >= -5d', 'number_of_orders >= 2', "segment = 'spender'"]

type Step =
  | { kind: 'wait'; hours: number }
  | { kind: 'order'; who: number; minor: number; ring: boolean }
  | { kind: 'consent'; who: number; yes: boolean }
  | { kind: 'tag' | 'ask' | 'leave'; who: number }
  | { kind: 'edit'; query: number }

const who = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 50 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant('order' as const), who },
      ...{ minor: fc.integer({ min: 100, max: 9_000 }), ring: fc.boolean() },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('consent' as const), who, yes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('tag' as const, 'ask' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), who: fc.constantFrom(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), query: fc.nat({ max: 2 }) }) },
)

// Each begins days before the clock changes: to winter and to summer time in Berlin, and by half an hour on Lord Howe.
const beginnings = [
  { timeZone: 'Europe/Berlin', at: '2026-10-21T20:30:00Z' },
  { timeZone: 'Europe/Berlin', at: '2027-03-24T21:30:00Z' },
  { timeZone: 'Australia/Lord_Howe', at: '2026-10-01T12:10:00Z' },
]

const PATIENT = { timeout: 180_000 }

test(
  'whatever happens, and however time passes, the stored members are those that are found anew',
  PATIENT,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.array(step, { minLength: 4, maxLength: 14 }),
        async (begin, steps) => {
          const story = await openStory(begin)
          for (const one of steps) await story.happen(one)
          expect(await storedMembers(db, story.shop)).toEqual(await foundMembers(db, story.shop, story.now()))
          await story.expectLogToAddUp()
          await story.end()
        },
      ),
      { numRuns: 8 },
    )
  },
)

async function openStory({ timeZone, at }: { timeZone: string; at: string }) {
  let moment = new Date(at)
  const now = () => moment
  const shop = await givenShop(db, `story-${String((shops += 1))}.myshopify.com`, { timeZone })
  const rows = openLedgerRows(db, shop, BigInt(shops) * 1_000_000n)
  const profiles = openProfiles({ db, now, timelineSources: [] })
  const { membership } = openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now })
  const people: CustomerId[] = []
  for (const name of ['anna', 'ben', 'cara', 'dora']) people.push(await rows.customer(name))
  await profiles.refreshAll({ shopId: shop.id })
  for (const [name, query] of Object.entries(QUERIES))
    await db.segment.create({ data: { shopId: shop.id, id: crypto.randomUUID(), name, query } })
  await membership.evaluate({ kind: 'segments-due', shopId: shop.id, cause: 'day' })
  const isThere = new Set(people)

  // What is over must not be scheduled with the next.
  const end = () => db.segment.deleteMany({ where: { shopId: shop.id } })
  return { shop, now, happen, expectLogToAddUp, end }

  async function happen(one: Step): Promise<void> {
    moment = new Date(moment.getTime() + 1_000)
    if (one.kind === 'wait') return wait(one.hours)
    if (one.kind === 'edit') return edit(OTHERS[one.query] ?? '')
    const customer = people[one.who] as CustomerId
    if (!isThere.has(customer)) return
    if (one.kind === 'order') {
      const line = { type: one.ring ? 'Ringe' : 'Ketten', minor: one.minor }
      await rows.order({ customer, at: moment.toISOString(), lines: [line] })
    }
    if (one.kind === 'consent')
      await rows.consent(customer, one.yes ? 'subscribed' : 'unsubscribed', moment.toISOString())
    if (one.kind === 'ask') await rows.question(customer, 'Ringe', moment.toISOString())
    const where = { shopId: shop.id, id: customer }
    if (one.kind === 'tag') await db.customer.updateMany({ where, data: { tags: ['VIP'] } })
    if (one.kind === 'leave') {
      await db.customer.updateMany({ where, data: { deletedAt: moment } })
      isThere.delete(customer)
    }
    await follow(customer)
  }

  async function follow(customer: CustomerId): Promise<void> {
    const fact: FactOf<'customers-changed'> = { kind: 'customers-changed', shopId: shop.id, customerIds: [customer] }
    await membership.follow(fact, await profiles.refresh(fact))
    await workOff()
  }

  /** The clock is looked at on the hour, as the queue does, and what falls due by then is done. */
  async function wait(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      moment = new Date(moment.getTime() + 3_600_000)
      await membership.scheduleDays()
      await workOff()
    }
    moment = new Date(moment.getTime() + 15 * 60_000)
    await workOff()
  }

  async function workOff(): Promise<void> {
    const day = `segments-day-${String(shop.id)}`
    const due = await db.$queryRaw<{ cause: CauseKind }[]>`
      delete from graphile_worker._private_jobs
       where (payload ->> 'shopId')::int = ${shop.id} and payload ->> 'kind' = 'segments-due'
         and (key <> ${day} or run_at <= ${moment}) returning payload ->> 'cause' as cause`
    for (const { cause } of due) await membership.evaluate({ kind: 'segments-due', shopId: shop.id, cause })
  }

  async function edit(query: string): Promise<void> {
    const { id } = await db.segment.findFirstOrThrow({ where: { shopId: shop.id, name: 'tagged' } })
    await db.segment.updateMany({ where: { shopId: shop.id, id }, data: { query } })
    await membership.evaluateOne({ kind: 'segment-changed', shopId: shop.id, segmentId: id as never })
  }

  /** Whoever is in a segment came in last, if he ever came or went. */
  async function expectLogToAddUp(): Promise<void> {
    const [found] = await db.$queryRaw<[{ wrong: bigint }]>`
      select count(*) as wrong from (
        select distinct on (segment_id, customer_id) segment_id, customer_id, entered from segment_change
         where shop_id = ${shop.id} order by segment_id, customer_id, id desc
      ) last
      left join segment_member m on m.shop_id = ${shop.id} and m.segment_id = last.segment_id
            and m.customer_id = last.customer_id
     where last.entered <> (m.customer_id is not null)`
    expect(found.wrong).toBe(0n)
  }
}
