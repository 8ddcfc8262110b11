import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { run } from '../../../../dev-shop/state/query.ts'
import { declaredWebhooks } from '../../../../app/intake/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { importedShop } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
run(state, 'update variants set inventory_quantity = 1000')
const variantId = room.rows<{ id: string }>('select id from variants order by id limit 1')[0]?.id ?? ''
const buy = async () => {
  const { orderId } = await room.buy(null, variantId)
  await room.settle()
  return orderId
}
const own = () =>
  room.rows<{ topic: string }>(`select topic from webhook_subscriptions where source = 'api' order by topic`)
const restored = async () =>
  (await room.repairs()).filter(({ subject }) => subject === 'subscription').map(({ subjectId }) => subjectId)

// A deployment that lags behind: the shop has lost the app's subscriptions to orders.
run(state, `delete from webhook_subscriptions where topic like 'orders/%'`)

it('does not conclude from silence while the app was not there to hear', async () => {
  await buy()
  await room.compare('recent')
  expect(await room.repairs()).toMatchObject([{ subject: 'order', difference: 'missing' }])
  expect(own()).toEqual([])
  expect(room.asked.filter((name) => name === 'OwnSubscriptions')).toHaveLength(1)
})

it('gives the shop a subscription of its own for a topic that has fallen silent', async () => {
  await db.reconciliation.createMany({
    data: Array.from({ length: 12 }, (_, hour) => {
      const at = new Date(Date.now() - (hour + 1) * 3_600_000)
      return { shopId: shop.id, id: randomUUID(), kind: 'recent', startedAt: at, finishedAt: at, completeTo: at }
    }),
  })
  await buy()
  await room.compare('recent')
  expect(own()).toEqual([{ topic: 'orders/create' }])
  expect(await restored()).toEqual(['orders/create'])
  const order = BigInt(await buy())
  expect(await db.order.count({ where: { shopId: shop.id, id: order } })).toBe(1)
})

it('makes it again after Shopify has removed it, and only then', async () => {
  await room.compare('recent')
  expect(await restored()).toEqual(['orders/create'])
  run(state, `delete from webhook_subscriptions where source = 'api'`)
  await room.compare('recent')
  expect(own()).toEqual([{ topic: 'orders/create' }])
  expect(await restored()).toEqual(['orders/create', 'orders/create'])
})

it('applies an event once that both the app and the shop have subscribed', async () => {
  run(
    state,
    `insert into webhook_subscriptions (id, api_key, topic, uri, source, created_at, updated_at)
     select '9400000000000000', api_key, topic, '/webhooks', 'toml', created_at, updated_at
       from webhook_subscriptions where source = 'api'`,
  )
  const order = await buy()
  const sent = room.rows<{ event: string }>(
    `select event_id as event from webhook_deliveries where topic = 'orders/create' and status = 'delivered' order by id desc limit 2`,
  )
  expect(new Set(sent.map(({ event }) => event)).size).toBe(1)
  expect(await db.delivery.count({ where: { topic: 'orders/create', body: { contains: order } } })).toBe(1)
})

it('says of a topic that it is declared no more', async () => {
  run(state, `delete from webhook_subscriptions where source = 'api'`)
  await db.repair.updateMany({ where: { subject: 'subscription' }, data: { subjectId: 'orders/invented' } })
  await room.compare('recent')
  const last = await db.reconciliation.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(last.problem).toContain('orders/invented: it is declared no more')
})

it('holds its own subscriptions to what is declared: address, fields, and none too many', async () => {
  await db.repair.deleteMany({ where: { subject: 'subscription' } })
  run(state, `delete from webhook_subscriptions where source = 'api'`)
  const make = (topic: string, subscription: object) =>
    room.graphql(
      `mutation Make($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { userErrors { message } } }`,
      { topic, subscription },
    )
  const uri = `${room.running.shop.app.url}/webhooks`
  await make('ORDERS_PAID', { uri: 'https://old-address.example/webhooks', includeFields: ['id'] })
  await make('ORDERS_UPDATED', { uri, includeFields: ['id'], filter: 'id:*' })
  await make('THEMES_PUBLISH', { uri })
  await make('CARTS_UPDATE', { uri: 'https://another-app.example/carts' })
  await room.compare('recent')
  const declared = (topic: string) =>
    declaredWebhooks().subscriptions.find((one) => one.topic === topic)?.includeFields ?? []
  const present = room.rows<{ topic: string; uri: string; fields: string; filter: string | null }>(
    `select topic, uri, include_fields as fields, filter from webhook_subscriptions where source = 'api' order by topic`,
  )
  expect(present.map(({ fields, ...one }) => ({ ...one, fields: JSON.parse(fields) as unknown }))).toEqual([
    // What leads to another address is none of ours.
    { topic: 'carts/update', uri: 'https://another-app.example/carts', filter: null, fields: [] },
    ...['orders/paid', 'orders/updated'].map((topic) => ({ topic, uri, filter: null, fields: declared(topic) })),
  ])
  const noted = (await room.repairs()).filter(({ subject }) => subject === 'subscription')
  expect(noted.map(({ subjectId, difference }) => `${subjectId} ${difference}`)).toEqual([
    'THEMES_PUBLISH gone',
    'orders/paid outdated',
    'orders/updated outdated',
  ])
  await room.compare('recent')
  expect((await room.repairs()).filter(({ subject }) => subject === 'subscription')).toHaveLength(3)
})

it('brings lost ones back within the hour where other topics were heard meanwhile, with the declared fields', async () => {
  run(
    state,
    `delete from webhook_subscriptions where source = 'api' or topic like 'orders/%' or topic = 'fulfillments/create'`,
  )
  await db.repair.deleteMany({})
  await db.delivery.deleteMany({ where: { topic: { in: ['orders/create', 'fulfillments/create'] } } })
  for (let count = 0; count < 3; count += 1) {
    const orderId = await buy()
    await room.post('/dev/fulfil', { orderId })
  }
  await room.settle()
  await room.compare('recent')
  expect(own()).toEqual([{ topic: 'fulfillments/create' }, { topic: 'orders/create' }])
  const [made] = room.rows<{ fields: string }>(
    `select include_fields as fields from webhook_subscriptions where topic = 'fulfillments/create'`,
  )
  expect(JSON.parse(made?.fields ?? '[]')).toContain('tracking_numbers')
  expect(await restored()).toEqual(['fulfillments/create', 'orders/create'])
})
