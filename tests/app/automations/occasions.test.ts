import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recipeOf, type RecipeId } from '../../../app/automations/recipes.ts'
import { recordConsent } from '../../../app/consent/index.server.ts'
import type { CustomerId, DiscountId, ServiceRequestId } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenConsent, openRoom, type Room } from '../campaigns/room.ts'
import { automationsOf, givenAutomation, givenLiking } from './room.ts'

const MORNING = '2026-11-24T09:30:00Z'
let room: Room
let anna: CustomerId
let clock = new Date()
const now = () => clock

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 4)
  const person = await db.customer.findFirstOrThrow({ where: { email: { not: null } }, orderBy: { id: 'asc' } })
  anna = person.id as CustomerId
  await givenConsent(room, [anna])
}, 60_000)

beforeEach(async () => {
  const { db } = room
  clock = new Date()
  for (const table of [
    db.automation,
    db.automationVersion,
    db.automationRun,
    db.automationEntrant,
    db.automationNovelty,
  ])
    await (table as typeof db.automation).deleteMany()
  await db.automationSignal.deleteMany()
  await db.preference.deleteMany()
})

describe('an automation begins', () => {
  it('for who asked about a type, with a discount that the merchant makes on it for everybody', async () => {
    await on('asked-discount')
    await asksAbout('Ringe')
    await merchantMakes('RINGE20', await collectionNamed('Ringe'))
    expect(await begun()).toEqual(['discount:RINGE20'])
  })

  it('for nobody, with a discount on what nobody asked about', async () => {
    await on('asked-discount')
    await asksAbout('Halsketten')
    await merchantMakes('RINGE30', await collectionNamed('Ringe'))
    expect(await begun()).toEqual([])
  })

  it('for nobody, with a code that the app itself has made', async () => {
    await on('asked-discount')
    await asksAbout('Ringe')
    const recipient = { customerId: anna, email: 'x', locale: 'de', status: 'frozen', code: 'EIGEN' }
    await room.db.recipient.create({ data: { shopId: room.shop.id, campaignId: crypto.randomUUID(), ...recipient } })
    await merchantMakes('EIGEN', await collectionNamed('Ringe'))
    expect(await begun()).toEqual([])
  })

  it('with a first order and not with a second one', async () => {
    await on('first-order')
    await pays(1n)
    expect(await begun()).toEqual(['order:#1'])
    await room.db.automationEntrant.deleteMany()
    await pays(2n)
    expect(await begun()).toEqual(['order:#1'])
    await room.db.order.deleteMany()
  })

  it('with a checkout that became no order, and not with one that did', async () => {
    await on('checkout')
    for (const token of ['left', 'paid']) {
      const cart = { lines: [{ title: 'Ring Aurora' }], recoveryUrl: 'https://shop.example/cart/1' }
      await room.db.checkout.create({
        data: {
          ...{ shopId: room.shop.id, token, customerId: anna, currency: 'EUR', totalMinor: 4900n, digest: '' },
          ...{ createdAt: later(), updatedAt: clock, toldAt: clock, ...cart },
        },
      })
    }
    await room.db.completedCheckout.create({ data: { shopId: room.shop.id, token: 'paid', orderId: 9n } })
    await changed()
    expect(await begun()).toEqual(['checkout:Ring Aurora'])
  })

  it('with the first permission to write, and not with a later one', async () => {
    await on('welcome')
    await changed()
    expect(await begun()).toEqual([])
    const berta = await room.db.customer.findFirstOrThrow({ where: { id: { not: anna }, email: { not: null } } })
    const customerId = berta.id as CustomerId
    const grant = { customerId, channel: 'email', state: 'subscribed', source: 'shopify' } as const
    await recordConsent(room.db, room.shop, [{ ...grant, occurredAt: later() }])
    await changed(customerId)
    await look()
    expect(await room.db.automationRun.findMany()).toMatchObject([{ customerId, occasion: 'opted-in' }])
  })

  it('with an answer to a question', async () => {
    await on('after-request')
    const requestId = crypto.randomUUID() as ServiceRequestId
    await room.db.serviceRequest.create({
      data: {
        ...{ shopId: room.shop.id, id: requestId, customerId: anna, email: 'x', locale: 'de', channel: 'storefront' },
        ...{ subject: 'Kette gerissen', status: 'answered', createdAt: later(), answeredAt: clock },
      },
    })
    const fact = { kind: 'answer-written', shopId: room.shop.id, requestId, messageId: requestId } as const
    await automationsOf(room, now).answered(fact)
    expect(await begun()).toEqual(['request:Kette gerissen'])
  })

  it('on the anniversary of a first order, once, in the morning of the shop', async () => {
    await on('anniversary', '2026-11-01T00:00:00Z')
    await profile({ firstOrderAt: new Date('2024-11-24T22:30:00Z') })
    clock = new Date('2026-11-24T05:30:00Z')
    await hour()
    expect(await begun()).toEqual([])
    clock = new Date(MORNING)
    await hour()
    await hour()
    expect(await begun()).toEqual(['day:'])
  })

  it('on the day on which the next order is expected', async () => {
    await on('next-order', '2026-11-01T00:00:00Z')
    await predicted({ nextOrderDate: new Date('2026-11-24') })
    clock = new Date(MORNING)
    await hour()
    expect(await begun()).toEqual(['day:'])
  })

  it('when the risk is high, and not where somebody has long been gone', async () => {
    await on('win-back', '2026-11-01T00:00:00Z')
    await predicted({ churnProbability: 0.97 })
    clock = new Date(MORNING)
    await hour()
    expect(await begun()).toEqual([])
    await predicted({ churnProbability: 0.7 })
    clock = new Date('2026-11-25T09:30:00Z')
    await hour()
    expect(await begun()).toEqual(['day:'])
  })

  it('when somebody enters the segment that it names, and not with another or on leaving', async () => {
    const [segmentId, other] = [crypto.randomUUID(), crypto.randomUUID()]
    await on('welcome')
    await room.db.automationVersion.updateMany({
      data: { definition: { ...recipeOf('welcome'), trigger: { kind: 'entered-segment', segmentId } } },
    })
    const { id: shopId } = room.shop
    for (const [id, name] of [
      [segmentId, 'Stammkunden'],
      [other, 'Andere'],
    ] as const)
      await room.db.segment.create({ data: { shopId, id, name, query: 'number_of_orders >= 2' } })
    const change = { shopId, customerId: anna, cause: 'order' }
    await room.db.segmentChange.create({ data: { ...change, segmentId: other, entered: true, at: later() } })
    await room.db.segmentChange.create({ data: { ...change, segmentId, entered: false, at: later() } })
    await changed()
    expect(await begun()).toEqual([])
    await room.db.segmentChange.create({ data: { ...change, segmentId, entered: true, at: later() } })
    await automationsOf(room, now).segmentsFound({ shopId })
    await changed()
    expect(await begun()).toEqual(['day:Stammkunden'])
  })

  it('only once it is complete', async () => {
    const automations = automationsOf(room, now)
    const id = await automations.add(room.shop, { recipe: '', trigger: 'entered-segment', name: 'Eigene' })
    expect(await automations.switch(room.shop, { id: id ?? '', on: true })).toEqual({ outcome: 'incomplete' })
  })

  it('with a product of a type that somebody likes once shoppers can see it', async () => {
    await on('new-collection')
    await room.db.automationVersion.updateMany({
      data: { definition: { ...recipeOf('new-collection'), trigger: { kind: 'new-product' } } },
    })
    await givenLiking(room, [anna], 'Ringe')
    const productId = 77n as Parameters<ReturnType<typeof automationsOf>['productAppeared']>[0]['productId']
    const about = { shopId: room.shop.id, id: productId, title: 'Ring Vega', handle: 'ring-vega', productType: 'Ringe' }
    const times = { createdAt: later(), updatedAt: clock }
    await room.db.product.create({ data: { ...about, vendor: '', status: 'draft', tags: [], ...times } })
    const automations = automationsOf(room, now)
    await automations.productAppeared({ kind: 'product-appeared', shopId: room.shop.id, productId })
    expect(await begun()).toEqual([])
    await room.db.product.updateMany({ where: { id: productId }, data: { status: 'active' } })
    await automations.productChanged({ kind: 'product-changed', shopId: room.shop.id, productId })
    await automations.productChanged({ kind: 'product-changed', shopId: room.shop.id, productId })
    expect(await begun()).toEqual(['product:Ring Vega'])
  })
})

async function on(recipe: RecipeId, since?: string): Promise<void> {
  await givenAutomation(room, recipeOf(recipe))
  if (since !== undefined) await room.db.automation.updateMany({ data: { liveSince: new Date(since) } })
}

function later(): Date {
  clock = new Date(clock.getTime() + 60_000)
  return clock
}

function look(): Promise<void> {
  return automationsOf(room, now).begin({ kind: 'automation-signalled', shopId: room.shop.id })
}

/** What Anna's runs are about. */
async function begun(): Promise<string[]> {
  await look()
  const runs = await room.db.automationRun.findMany({ where: { customerId: anna }, orderBy: { startedAt: 'asc' } })
  return runs.map(({ subject }) => {
    const { kind, title } = subject as { kind: string; title: string }
    return `${kind}:${title}`
  })
}

function changed(customerId = anna): Promise<void> {
  const fact = { kind: 'customers-changed' as const, shopId: room.shop.id, customerIds: [customerId] }
  return automationsOf(room, now).peopleChanged(fact)
}

function hour(): Promise<void> {
  return automationsOf(room, now).hourBegan()
}

async function asksAbout(type: string): Promise<void> {
  const tokens = [`asked:product_type:${type}`]
  await room.db.preference.create({ data: { shopId: room.shop.id, customerId: anna, evidence: {}, tokens } })
}

async function collectionNamed(title: string): Promise<string> {
  const { id } = await room.db.collection.findFirstOrThrow({ where: { title } })
  return `gid://shopify/Collection/${String(id)}`
}

async function merchantMakes(code: string, collection: string): Promise<void> {
  const discount = {
    ...{ title: code, code, startsAt: '2026-01-01T00:00:00Z', context: { all: 'ALL' } },
    customerGets: { value: { percentage: 0.2 }, items: { collections: { add: [collection] } } },
  }
  const { discountCodeBasicCreate: made } = await room.admin.run<{
    discountCodeBasicCreate: { codeDiscountNode: { id: string } | null; userErrors: object[] }
  }>(
    `#graphql
    mutation MerchantsDiscount($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { field message } }
    }`,
    { discount },
  )
  expect(made.userErrors).toEqual([])
  const discountId = BigInt(/\d+$/.exec(made.codeDiscountNode?.id ?? '')?.[0] ?? 0) as DiscountId
  later()
  await automationsOf(room, now).discountAppeared({ kind: 'discount-appeared', shopId: room.shop.id, discountId })
}

async function pays(id: bigint): Promise<void> {
  const money = { currency: 'EUR', subtotalMinor: 5000n, discountMinor: 0n, totalMinor: 5000n }
  await room.db.order.create({
    data: {
      ...{ shopId: room.shop.id, id, name: `#${String(id)}`, customerId: anna, test: false, discountCodes: [] },
      ...{ createdAt: later(), processedAt: clock, updatedAt: clock, financialStatus: 'paid', ...money },
    },
  })
  await changed()
}

async function profile(data: object): Promise<void> {
  await room.db.profile.updateMany({ where: { customerId: anna }, data })
}

async function predicted(changes: object): Promise<void> {
  const { db, shop } = room
  await db.prediction.deleteMany()
  await db.prediction.create({
    data: {
      ...{ shopId: shop.id, customerId: anna, within30: 0.1, within90: 0.1, within365: 0.1, churnProbability: 0.1 },
      ...{ expectedOrders: 1, averageOrderMinor: 1n, predictedClvMinor: 1n, clvLowMinor: 1n, clvHighMinor: 1n },
      ...{ computedAt: clock, ...changes },
    },
  })
}
