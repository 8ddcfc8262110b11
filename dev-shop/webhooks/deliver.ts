import { createHmac } from 'node:crypto'
import type { DevShop } from '../shop.ts'
import type { DeliveryRow } from '../state/rows.ts'

const TIMEOUT_MS = 5000

export type Attempt =
  { outcome: 'accepted'; status: number } | { outcome: 'refused'; status: number | null; problem: string }

/**
 * Posts one delivery with all of Shopify's headers. Only a 2xx answer within 5 seconds counts; redirects are not followed.
 * @param name the subscription's name, if it has one
 */
export async function deliver(shop: DevShop, delivery: DeliveryRow, name: string | null): Promise<Attempt> {
  try {
    const response = await fetch(new URL(delivery.uri, shop.app.url), {
      method: 'POST',
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: headersOf(shop, delivery, name),
    })
    await response.arrayBuffer()
    if (response.ok) return { outcome: 'accepted', status: response.status }
    return { outcome: 'refused', status: response.status, problem: `answered ${String(response.status)}` }
  } catch (error) {
    return { outcome: 'refused', status: null, problem: reasonOf(error) }
  }
}

function headersOf(shop: DevShop, delivery: DeliveryRow, name: string | null): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': delivery.topic,
    'x-shopify-hmac-sha256': createHmac('sha256', shop.app.secret).update(delivery.body).digest('base64'),
    'x-shopify-shop-domain': shop.domain,
    'x-shopify-api-version': shop.app.config.webhookApiVersion,
    'x-shopify-webhook-id': delivery.webhook_id,
    'x-shopify-event-id': delivery.event_id,
    'x-shopify-triggered-at': delivery.triggered_at,
    ...(name === null ? {} : { 'x-shopify-name': name }),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) throw error
  if (error.name === 'TimeoutError') return 'no answer within 5 seconds'
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message
}
