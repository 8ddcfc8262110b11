import express from 'express'
import { z } from 'zod'
import { fulfilOrder } from './admin-api/fulfil.ts'
import { refundOrder } from './admin-api/refund.ts'
import { apiTrouble, troubleShape } from './admin-api/trouble.ts'
import { bulkFaultsShape } from './bulk/faults.ts'
import { parseGid } from './ids.ts'
import { installApp, installedApp, uninstallApp } from './install.ts'
import { mintSessionToken } from './oauth/session-token.ts'
import type { DevShop } from './shop.ts'
import { inTransaction, readMeta } from './state/open.ts'
import { all, first } from './state/query.ts'
import type { DeliveryRow } from './state/rows.ts'
import { announce } from './webhooks/announce.ts'
import type { Dispatcher } from './webhooks/dispatch.ts'

/** /dev/…: what a test or the demo may ask of the shop beyond Shopify's own contracts. */
export function controlRouter(shop: DevShop, dispatcher: Dispatcher): express.Router {
  const router = express.Router()
  router.use('/dev', express.json())
  router.get('/dev/status', (_request, response) => {
    response.json(statusOf(shop))
  })
  router.get('/dev/session-token', (_request, response) => {
    response.json({ token: mintSessionToken(shop) })
  })
  router.post('/dev/install', (request, response) => {
    const { scopes } = installShape.parse(request.body ?? {})
    response.json({ scopes: inTransaction(shop.state, () => installApp(shop, scopes)) })
  })
  router.post('/dev/uninstall', (_request, response) => {
    inTransaction(shop.state, () => {
      uninstallApp(shop)
    })
    response.json({ uninstalled: true })
  })
  router.get('/dev/orders/newest', (_request, response) => {
    const order = first<{ id: string }>(shop.state, 'select id from orders order by number desc limit 1')
    const lines = all<{ id: string }>(
      shop.state,
      'select id from order_lines where order_id = ? order by position, id',
      order?.id ?? '',
    )
    response.status(order ? 200 : 404).json({ orderId: order?.id, lineIds: lines.map(({ id }) => id) })
  })
  router.post('/dev/refund', (request, response) => {
    const { orderId, lines, note } = refundShape.parse(request.body)
    const result = refundOrder(shop, parseGid(orderId, 'Order') ?? orderId, lines, note)
    response.status(result.outcome === 'refunded' ? 200 : 422).json(result)
  })
  router.post('/dev/fulfil', (request, response) => {
    const { orderId } = fulfilShape.parse(request.body)
    const result = fulfilOrder(shop, parseGid(orderId, 'Order') ?? orderId)
    response.status(result.outcome === 'fulfilled' ? 200 : 422).json(result)
  })
  router.post('/dev/webhooks/announce', (request, response) => {
    const { topic, resourceId, extra } = announceShape.parse(request.body)
    announce(shop, topic, resourceId, extra)
    response.json({ announced: true })
  })
  router.post('/dev/webhooks/faults', (request, response) => {
    Object.assign(shop.faults, faultsShape.parse(request.body))
    dispatcher.wake()
    response.json(shop.faults)
  })
  router.post('/dev/bulk/faults', (request, response) => {
    Object.assign(shop.bulkFaults, bulkFaultsShape.parse(request.body))
    response.json(shop.bulkFaults)
  })
  router.post('/dev/admin-api/trouble', (request, response) => {
    response.json(Object.assign(apiTrouble(shop), troubleShape.parse(request.body)))
  })
  router.get('/dev/webhooks/deliveries', (request, response) => {
    response.json({ deliveries: deliveries(shop, deliveriesShape.parse(request.query)) })
  })
  router.post('/dev/webhooks/flush', (_request, response, next) => {
    dispatcher.settled().then(() => response.json({ flushed: true }), next)
  })
  return router
}

const installShape = z.object({ scopes: z.array(z.string()).optional() })
const refundShape = z.object({
  orderId: z.string(),
  lines: z
    .union([z.literal('all'), z.array(z.object({ orderLineId: z.string(), quantity: z.int().positive() }))])
    .default('all'),
  note: z.string().optional(),
})
const fulfilShape = z.object({ orderId: z.string() })
const announceShape = z.object({
  topic: z.string(),
  resourceId: z.string(),
  extra: z.record(z.string(), z.unknown()).optional(),
})
const faultsShape = z.strictObject({
  duplicate: z.number().min(0).max(1).optional(),
  delayMs: z.number().min(0).optional(),
  reorder: z.boolean().optional(),
  drop: z.number().min(0).max(1).optional(),
})
const deliveriesShape = z.object({
  status: z.enum(['waiting', 'delivered', 'failed', 'dropped']).optional(),
  topic: z.string().optional(),
  limit: z.coerce.number().int().positive().default(200),
})

function statusOf(shop: DevShop) {
  const counted = first(
    shop.state,
    `select (select count(*) from customers) as customers, (select count(*) from orders) as orders,
            (select count(*) from products) as products, (select count(*) from refunds) as refunds,
            (select count(*) from discounts) as discounts, (select count(*) from discount_codes) as discountCodes,
            (select count(*) from mails) as mails, (select count(*) from refused_lines) as refusedLines`,
  )
  return {
    domain: shop.domain,
    now: shop.now().toISOString(),
    currency: readMeta(shop.state, 'currency') ?? 'EUR',
    counts: counted,
    app: { apiKey: shop.app.apiKey, url: shop.app.url, installed: installedApp(shop) ?? null },
    subscriptions: all(shop.state, 'select topic, uri, source, filter, name from webhook_subscriptions order by topic'),
    deliveries: all(shop.state, 'select status, count(*) as count from webhook_deliveries group by status'),
    faults: shop.faults,
    bulkFaults: shop.bulkFaults,
    bucket: shop.bucket,
    deprecations: [...shop.deprecations],
  }
}

function deliveries(shop: DevShop, wanted: z.infer<typeof deliveriesShape>): DeliveryRow[] {
  return all<DeliveryRow>(
    shop.state,
    `select * from webhook_deliveries where (?1 is null or status = ?1) and (?2 is null or topic = ?2)
      order by id desc limit ?3`,
    wanted.status ?? null,
    wanted.topic ?? null,
    wanted.limit,
  )
}
