import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { consentOf, openConsent, recordConsent, unsubscribeUrl } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { givenCustomer, say } from './room.ts'

const links = { appUrl: 'https://crm.example', secret: 'a secret' }
const campaignId = '0b6c1b36-6f9f-4b55-9a8e-2f4d8e0f7c11' as CampaignId

let db: Database
let shop: Shop
let anna: CustomerId
let token: string
let clock = new Date('2026-11-23T10:00:00.734Z')
let people = 0

const consent = () =>
  openConsent({ db, links, now: () => clock, adminFor: () => Promise.reject(new Error('nobody may be asked here')) })

beforeAll(async () => {
  db = (await testDatabase()).db
  shop = await givenShop(db)
})

beforeEach(async () => {
  clock = new Date('2026-11-23T10:00:00.734Z')
  anna = await givenCustomer(db, shop, `Anna${String(++people)}@Example.com`)
  await say(db, shop, anna, 'subscribed', '2026-01-01')
  token = tokenFor(anna)
})

describe('the link in a mail', () => {
  test('shows its page and changes nothing, however often it is opened', async () => {
    const before = await traces()
    for (let times = 0; times < 3; times += 1) {
      expect(await consent().pageFor(token, null)).toEqual({
        outcome: 'page',
        shopName: 'HandelBlitz',
        shopDomain: 'handelblitz.myshopify.com',
        language: 'de',
        state: 'subscribed',
        restorable: false,
        tracking: null,
      })
    }
    expect(await traces()).toEqual(before)
  })

  test('speaks the customer’s language', async () => {
    const john = await givenCustomer(db, shop, 'john@example.com', 'en-GB')
    expect(await consent().pageFor(tokenFor(john), 'de')).toMatchObject({ language: 'en' })
  })

  test('withdraws consent for good, tells Shopify by a job, and does it once', async () => {
    expect(await consent().withdraw(token, null)).toMatchObject({ state: 'unsubscribed', restorable: true })
    const after = await traces()
    expect(after).toMatchObject({ events: 2, suppressed: 1, jobs: 1 })
    clock = new Date(clock.getTime() + 60_000)
    await consent().withdraw(token, null)
    expect(await traces()).toEqual(after)
    await say(db, shop, anna, 'subscribed', '2026-12-24')
    expect(await consent().pageFor(token, null)).toMatchObject({ state: 'unsubscribed' })
  })

  test('lets the person take it back, and only the person’s own withdrawal', async () => {
    await consent().withdraw(token, null)
    // Shopify's echo of our own word, in whole seconds.
    await say(db, shop, anna, 'unsubscribed', '2026-11-23T10:00:00Z')
    expect(await consent().restore(token, null)).toMatchObject({ state: 'subscribed' })
    expect(await traces()).toMatchObject({ suppressed: 0 })
    expect((await consentOf(db, shop, anna))?.state).toBe('subscribed')
  })

  const later: [string, () => Promise<unknown>][] = [
    ['who said something else since', () => say(db, shop, anna, 'unsubscribed', '2026-11-24')],
    [
      'whose address bounced',
      () => db.suppression.updateMany({ where: { email: { startsWith: 'anna' } }, data: { reason: 'bounced' } }),
    ],
  ]
  test.each(later)('takes nothing back for somebody %s', async (_, happens) => {
    await consent().withdraw(token, null)
    await happens()
    expect(await consent().restore(token, null)).toMatchObject({ state: 'unsubscribed', restorable: false })
    expect((await consentOf(db, shop, anna))?.state).toBe('unsubscribed')
  })

  test('gives nobody a consent they never had', async () => {
    const stranger = await givenCustomer(db, shop, 'stranger@example.com')
    await consent().withdraw(tokenFor(stranger), null)
    expect(await consent().restore(tokenFor(stranger), null)).toMatchObject({
      state: 'unsubscribed',
      restorable: false,
    })
  })
})

describe('a forged token', () => {
  const forgeries: [string, (real: string) => string][] = [
    [
      'for another customer',
      (real) => real.replace(/^(\d+)\.(\d+)/, (_, one: string, two: string) => `${one}.${String(BigInt(two) + 1n)}`),
    ],
    ['for another shop', (real) => real.replace(/^\d+/, '999')],
    ['with another signature', (real) => real.replace(/.{10}$/, 'AAAAAAAAAA')],
    ['signed with another secret', () => tokenFor(anna, 'another secret')],
    ['of nothing', () => ''],
    ['with rubbish', () => 'a.b.c.d'],
  ]
  test.each(forgeries)('%s changes nothing', async (_, forge) => {
    const before = await traces()
    const forged = forge(token)
    expect(await consent().pageFor(forged, null)).toEqual({ outcome: 'forged' })
    expect(await consent().withdraw(forged, null)).toEqual({ outcome: 'forged' })
    expect(await consent().restore(forged, null)).toEqual({ outcome: 'forged' })
    expect(await traces()).toEqual(before)
  })
})

test('a guest’s word stays here: Shopify has no customer to tell it of', async () => {
  const guest = -5n as CustomerId
  const at = { channel: 'email', occurredAt: new Date('2026-01-01') } as const
  await recordConsent(db, shop, [{ ...at, customerId: guest, state: 'unsubscribed', source: 'unsubscribe-link' }])
  await expect(
    consent().writeBack({ kind: 'consent-changed', shopId: shop.id, customerId: guest }),
  ).resolves.toBeUndefined()
})

function tokenFor(customerId: CustomerId, secret = links.secret): string {
  const claim = { shopId: shop.id, customerId, campaignId }
  return unsubscribeUrl({ ...links, secret }, claim).replace('https://crm.example/u/', '')
}

async function traces() {
  const email = (await db.customer.findFirst({ where: { id: anna } }))?.email?.toLowerCase() ?? ''
  const [jobs] = await db.$queryRaw<{ jobs: number }[]>`
    select count(*)::int as jobs from graphile_worker.jobs where key like ${`%-${String(anna)}`}`
  return {
    events: await db.consentEvent.count({ where: { customerId: anna } }),
    suppressed: await db.suppression.count({ where: { email } }),
    jobs: jobs?.jobs,
  }
}
