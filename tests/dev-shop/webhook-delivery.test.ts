import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { announce } from '../../dev-shop/webhooks/announce.ts'
import { startDispatcher } from '../../dev-shop/webhooks/dispatch.ts'
import { retryDelayMs } from '../../dev-shop/webhooks/record-attempt.ts'
import { SECRET, openShop } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'
import { startReceiver } from './support/receiver.ts'

const small = { customers: 20, orders: 40 }

describe('a delivery', () => {
  it('is signed and carries every header that Shopify sends', async () => {
    const app = await startReceiver()
    const open = await openShop({ ...small, appUrl: app.url })
    announce(open.shop, 'orders/create', someOrder(open))
    await flush(open)
    const [one] = app.received
    expect(app.received).toHaveLength(1)
    expect(one?.path).toBe('/webhooks')
    expect(one?.headers).toMatchObject({
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'handelblitz.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-hmac-sha256': createHmac('sha256', SECRET)
        .update(one?.body ?? '')
        .digest('base64'),
      'x-shopify-webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      'x-shopify-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      'x-shopify-triggered-at': expect.stringMatching(/Z$/) as unknown,
    })
  })

  it('contains only the fields that the subscription asked for, and its name', async () => {
    const app = await startReceiver()
    const open = await openShop({ ...small, appUrl: app.url })
    const customer = String(open.shop.state.prepare('select id from customers limit 1').get()?.id)
    announce(open.shop, 'customers_email_marketing_consent/update', customer)
    await flush(open)
    expect(app.received[0]?.headers['x-shopify-name']).toBe('consent')
    expect(app.received[0]?.body).toMatch(
      new RegExp(`^\\{"customer_id":${customer},"email_marketing_consent":\\{"state":"[a-z_]+"\\}\\}$`),
    )
  })

  it('is tried again with the same body and ids until the app takes it', async () => {
    const app = await startReceiver()
    app.answers.push(500, 302, 200)
    const open = await openShop({ ...small, appUrl: app.url })
    announce(open.shop, 'orders/create', someOrder(open))
    await delivered(open, 'delivered')
    expect(app.received).toHaveLength(3)
    expect(new Set(app.received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(app.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1)
  })

  it('is given up after eight retries', async () => {
    const app = await startReceiver()
    app.answers.push(...Array.from({ length: 20 }, () => 500))
    const open = await openShop({ ...small, appUrl: app.url, retryScale: 0.00001 })
    announce(open.shop, 'orders/create', someOrder(open))
    await delivered(open, 'failed')
    expect(app.received).toHaveLength(9)
  })

  it('counts as failed when the app says nothing for five seconds', async () => {
    const app = await startReceiver()
    app.answers.push(null)
    const open = await openShop({ ...small, appUrl: app.url, retryScale: 1 })
    announce(open.shop, 'orders/create', someOrder(open))
    const began = Date.now()
    await flush(open)
    expect(Date.now() - began).toBeGreaterThan(4900)
    expect(deliveries(open)[0]).toMatchObject({ status: 'waiting', attempts: 1, problem: 'no answer within 5 seconds' })
  })

  it('survives a restart of the shop', async () => {
    const app = await startReceiver()
    const open = await openShop(small)
    open.shop.wakeDispatcher = () => undefined
    announce(open.shop, 'orders/create', someOrder(open))
    open.shop.app.url = app.url
    const dispatcher = startDispatcher(open.shop)
    await dispatcher.settled()
    await dispatcher.close()
    expect(app.received).toHaveLength(1)
  })
})

describe('retries', () => {
  it('double their distance and fill four hours', () => {
    const delays = Array.from({ length: 8 }, (_, index) => retryDelayMs(index + 1, 1))
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeCloseTo(4 * 3_600_000)
    for (const [index, delay] of delays.entries())
      if (index > 0) expect(delay / (delays[index - 1] ?? 0)).toBeCloseTo(2)
  })
})

describe('a subscription made through the API', () => {
  it('hears of its topic under the same event id as the one in the toml, and goes after eight failures in a row', async () => {
    const [app, other] = [await startReceiver(), await startReceiver()]
    const open = await openShop({ ...small, appUrl: app.url, retryScale: 0.00001 })
    const created = await open.graphql(
      `mutation ($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: $uri }) {
        webhookSubscription { id topic uri } userErrors { message } } }`,
      { uri: `${other.url}/hooks` },
    )
    expect(created.data?.webhookSubscriptionCreate).toMatchObject({
      webhookSubscription: { topic: 'ORDERS_CREATE', uri: `${other.url}/hooks` },
      userErrors: [],
    })
    announce(open.shop, 'orders/create', someOrder(open))
    await flush(open)
    const ids = [app, other].map(({ received }) => received[0]?.headers)
    expect(ids[0]?.['x-shopify-event-id']).toBe(ids[1]?.['x-shopify-event-id'])
    expect(ids[0]?.['x-shopify-webhook-id']).not.toBe(ids[1]?.['x-shopify-webhook-id'])
    other.answers.push(...Array.from({ length: 9 }, () => 404))
    announce(open.shop, 'orders/create', someOrder(open))
    await delivered(open, 'failed')
    const { data } = await open.graphql('{ webhookSubscriptions(first: 5) { nodes { id } } }')
    expect(data?.webhookSubscriptions).toEqual({ nodes: [] })
  })

  it.each(['THEMES_CREATE', 'CUSTOMERS_WHATS_APP_MARKETING_CONSENT_UPDATE'])(
    'is made for the real topic %s too, although nothing ever happens there',
    async (topic) => {
      const open = await openShop({ stock: 'empty' })
      const { data } = await open.graphql(
        `mutation { webhookSubscriptionCreate(topic: ${topic}, webhookSubscription: { uri: "https://a.test/" }) { webhookSubscription { topic } userErrors { message } } }`,
      )
      expect(data?.webhookSubscriptionCreate).toEqual({ webhookSubscription: { topic }, userErrors: [] })
    },
  )
})

describe('faults', () => {
  it('drop, duplicate and reorder deliveries as switched', async () => {
    const app = await startReceiver()
    const open = await openShop({ ...small, appUrl: app.url })
    await open.dev('POST', '/dev/webhooks/faults', { drop: 1 })
    announce(open.shop, 'orders/create', someOrder(open))
    await flush(open)
    expect(app.received).toHaveLength(0)
    expect(deliveries(open)[0]).toMatchObject({ status: 'dropped' })
    await open.dev('POST', '/dev/webhooks/faults', { drop: 0, duplicate: 1 })
    announce(open.shop, 'orders/create', someOrder(open))
    await flush(open)
    const [first, second] = app.received
    expect(app.received).toHaveLength(2)
    expect(second?.headers['x-shopify-event-id']).toBe(first?.headers['x-shopify-event-id'])
  })

  it('hold deliveries back for as long as they are told', async () => {
    const app = await startReceiver()
    const open = await openShop({ ...small, appUrl: app.url })
    await open.dev('POST', '/dev/webhooks/faults', { delayMs: 60_000 })
    announce(open.shop, 'orders/create', someOrder(open))
    await flush(open)
    expect(app.received).toHaveLength(0)
    open.shop.now = () => new Date(Date.now() + 61_000)
    await flush(open)
    expect(app.received).toHaveLength(1)
  })
})

describe('uninstalling', () => {
  it('is announced to the app although its subscriptions end with it', async () => {
    const app = await startReceiver()
    const open = await openShop({ ...small, appUrl: app.url })
    await open.dev('POST', '/dev/uninstall', {})
    await flush(open)
    expect(app.received.map(({ headers }) => headers['x-shopify-topic'])).toEqual(['app/uninstalled'])
    announce(open.shop, 'orders/create', someOrder(open))
    expect(deliveries(open)).toHaveLength(1)
  })
})

function someOrder({ shop }: OpenShop): string {
  return String(shop.state.prepare('select id from orders where customer_id is not null limit 1').get()?.id)
}

function deliveries({ shop }: OpenShop) {
  return shop.state.prepare('select * from webhook_deliveries order by id').all()
}

async function flush(open: OpenShop): Promise<void> {
  await open.dev('POST', '/dev/webhooks/flush', {})
}

async function delivered(open: OpenShop, status: string): Promise<void> {
  while (!deliveries(open).some((delivery) => delivery.status === status)) {
    await flush(open)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
