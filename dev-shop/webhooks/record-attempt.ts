import type { DevShop } from '../shop.ts'
import { inTransaction } from '../state/open.ts'
import { run } from '../state/query.ts'
import type { DeliveryRow } from '../state/rows.ts'
import type { Attempt } from './deliver.ts'

const RETRIES = 8
const FAILURES_UNTIL_REMOVED = 8
const RETRY_SPAN_MS = 4 * 60 * 60 * 1000

/**
 * Writes down how an attempt went: delivered, or to be tried again, at most 8 times over 4 hours, or failed.
 * After 8 failed deliveries in a row a subscription made through the API is gone, as at Shopify.
 */
export function recordAttempt(shop: DevShop, delivery: DeliveryRow, attempt: Attempt): void {
  inTransaction(shop.state, () => {
    if (attempt.outcome === 'accepted') {
      finish(shop, delivery, 'delivered', attempt.status, null)
      countFailures(shop, delivery, 'consecutive_failures = 0')
      return
    }
    countFailures(shop, delivery, 'consecutive_failures = consecutive_failures + 1')
    removeFailing(shop, delivery)
    if (delivery.attempts >= RETRIES) finish(shop, delivery, 'failed', attempt.status, attempt.problem)
    else postpone(shop, delivery, attempt.status, attempt.problem)
  })
}

/** How long to wait before retry number `retry` (1..8): each twice as long as the one before, 4 hours in all. */
export function retryDelayMs(retry: number, scale: number): number {
  return (RETRY_SPAN_MS * scale * 2 ** (retry - 1)) / (2 ** RETRIES - 1)
}

function finish(
  shop: DevShop,
  delivery: DeliveryRow,
  status: 'delivered' | 'failed',
  responseStatus: number | null,
  problem: string | null,
): void {
  run(
    shop.state,
    'update webhook_deliveries set status = ?, attempts = attempts + 1, response_status = ?, problem = ? where id = ?',
    status,
    responseStatus,
    problem,
    delivery.id,
  )
}

function postpone(shop: DevShop, delivery: DeliveryRow, responseStatus: number | null, problem: string): void {
  const delay = retryDelayMs(delivery.attempts + 1, shop.retryScale)
  run(
    shop.state,
    'update webhook_deliveries set attempts = attempts + 1, due_at = ?, response_status = ?, problem = ? where id = ?',
    new Date(shop.now().getTime() + delay).toISOString(),
    responseStatus,
    problem,
    delivery.id,
  )
}

function countFailures(shop: DevShop, delivery: DeliveryRow, change: string): void {
  run(shop.state, `update webhook_subscriptions set ${change} where id = ?`, delivery.subscription_id)
}

function removeFailing(shop: DevShop, delivery: DeliveryRow): void {
  run(
    shop.state,
    "delete from webhook_subscriptions where id = ? and source = 'api' and consecutive_failures >= ?",
    delivery.subscription_id,
    FAILURES_UNTIL_REMOVED,
  )
}
