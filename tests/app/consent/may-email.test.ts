import { beforeAll, describe, expect, test } from 'vitest'
import {
  consentOf,
  forgetSuppressed,
  mayEmailSql,
  reachableSql,
  recordConsent,
  timelineOf,
} from '../../../app/consent/index.server.ts'
import type { ConsentState } from '../../../app/consent/index.ts'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import { Prisma, type Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { givenCustomer, say } from './room.ts'

let db: Database
let shop: Shop

beforeAll(async () => {
  db = (await testDatabase()).db
  shop = await givenShop(db)
})

type Said = [ConsentState, string, string?][]
const cases: { title: string; email: string | null; said: Said; suppressed?: string; may: boolean }[] = [
  { title: 'nobody who said nothing', email: 'a@example.com', said: [], may: false },
  { title: 'who agreed', email: 'b@example.com', said: [['subscribed', '2026-01-01']], may: true },
  {
    title: 'nobody who withdrew later, whatever arrives first',
    email: 'c@example.com',
    said: [
      ['unsubscribed', '2026-02-01'],
      ['subscribed', '2026-01-01'],
    ],
    may: false,
  },
  {
    title: 'who agreed again after a withdrawal',
    email: 'd@example.com',
    said: [
      ['unsubscribed', '2026-01-01'],
      ['subscribed', '2026-02-01'],
    ],
    may: true,
  },
  {
    title: 'nobody whose two words of one moment differ',
    email: 'e@example.com',
    said: [
      ['subscribed', '2026-01-01', 'shopify'],
      ['unsubscribed', '2026-01-01', 'checkout'],
    ],
    may: false,
  },
  { title: 'nobody who is pending', email: 'f@example.com', said: [['pending', '2026-01-01']], may: false },
  { title: 'nobody without an address', email: null, said: [['subscribed', '2026-01-01']], may: false },
  {
    title: 'nobody whose address is suppressed, whatever a sync says afterwards',
    email: ' Greta@Example.COM ',
    suppressed: 'greta@example.com',
    said: [['subscribed', '2026-06-01']],
    may: false,
  },
]

describe('mail may reach', () => {
  test.each(cases)('$title', async ({ email, said, suppressed, may }) => {
    const id = await givenCustomer(db, shop, email)
    for (const [state, at, source] of said) await say(db, shop, id, state, at, source)
    if (suppressed !== undefined) {
      await db.suppression.create({ data: { shopId: shop.id, email: suppressed, reason: 'unsubscribed' } })
    }
    expect(await mayEmail(id)).toBe(may)
  })

  test('nobody of another shop by this shop’s consent', async () => {
    const other = await givenShop(db, 'other.myshopify.com')
    const id = await givenCustomer(db, shop, 'h@example.com')
    await db.customer.create({
      data: { shopId: other.id, id, email: 'h@example.com', createdAt: new Date(), updatedAt: new Date() },
    })
    await say(db, other, id, 'subscribed', '2026-01-01')
    expect(await mayEmail(id)).toBe(false)
  })
})

describe('the whole shop judged at once', () => {
  test('is told the same of everybody as each one asked alone', async () => {
    const states: ConsentState[] = ['subscribed', 'unsubscribed', 'pending', 'none']
    const orders = [
      ['2026-01-01', '2026-02-01'],
      ['2026-02-01', '2026-01-01'],
      ['2026-01-01', '2026-01-01'],
    ] as const
    for (const first of states) {
      for (const second of states) {
        for (const [at, mate] of orders) {
          const id = await givenCustomer(db, shop, `${crypto.randomUUID()}@example.com`)
          await say(db, shop, id, first, at, 'shopify')
          await say(db, shop, id, second, mate, 'checkout')
        }
      }
    }
    for (const email of [' Lost@Example.com', 'forgotten@example.com', 'ﬁt@example.com', 'no address', null]) {
      await say(db, shop, await givenCustomer(db, shop, email), 'subscribed', '2026-01-01')
    }
    for (const email of ['lost@example.com', 'forgotten@example.com', 'fit@example.com']) {
      await db.suppression.create({ data: { shopId: shop.id, email, reason: 'bounced' } })
    }
    expect(await forgetSuppressed(db, shop, 'forgotten@example.com')).toBe(1)
    const asked = await db.$queryRaw<{ id: bigint; may: boolean }[]>`
      select c.id, ${mayEmailSql(columns)} as may from customer c where c.shop_id = ${shop.id}`
    const told = await db.$queryRaw<{ customer_id: bigint }[]>(reachableSql(shop.id))
    const permitted = asked.filter(({ may }) => may).map(({ id }) => id)
    expect(told.map((row) => row.customer_id).sort()).toEqual(permitted.sort())
    expect(permitted.length).toBeGreaterThan(10)
    expect(asked.length - permitted.length).toBeGreaterThan(30)
  })
})

describe('the ledger of consent', () => {
  test('takes the same events again and keeps one of each; a withdrawal of the same moment stays', async () => {
    const customerId = await givenCustomer(db, shop, 'i@example.com')
    const event = { customerId, channel: 'email', occurredAt: new Date('2026-01-01'), source: 'shopify' } as const
    await recordConsent(db, shop, [
      { ...event, state: 'unsubscribed' },
      { ...event, state: 'subscribed' },
    ])
    await recordConsent(db, shop, [{ ...event, state: 'subscribed' }])
    expect(await db.consentEvent.count({ where: { customerId } })).toBe(1)
    expect((await consentOf(db, shop, customerId))?.state).toBe('unsubscribed')
  })

  test('tells the timeline what changed, newest first, and pages through it', async () => {
    const id = await givenCustomer(db, shop, 'j@example.com')
    await say(db, shop, id, 'none', '2025-01-01')
    await say(db, shop, id, 'subscribed', '2025-02-01')
    await say(db, shop, id, 'subscribed', '2025-03-01')
    await say(db, shop, id, 'unsubscribed', '2025-04-01')
    const all = await timelineOf(db, shop, id, null, 10)
    expect(all.map(({ kind, at }) => [kind, at.toISOString().slice(0, 7)])).toEqual([
      ['unsubscribed', '2025-04'],
      ['subscribed', '2025-02'],
    ])
    const [first] = await timelineOf(db, shop, id, null, 1)
    const rest = await timelineOf(db, shop, id, { at: first?.at ?? new Date(0), id: first?.id ?? '' }, 10)
    expect(rest.map(({ kind }) => kind)).toEqual(['subscribed'])
  })
})

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` }

async function mayEmail(id: CustomerId): Promise<boolean> {
  const [row] = await db.$queryRaw<{ may: boolean }[]>`
    select ${mayEmailSql(columns)} as may from customer c where c.shop_id = ${shop.id} and c.id = ${id}`
  return row?.may ?? false
}
