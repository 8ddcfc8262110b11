import { expect, test } from 'vitest'
import { causeOf } from '../../../app/intake/cause.ts'

test.each([
  ['orders/create', { id: 9007199254740993n }, { kind: 'order', orderId: 9007199254740993n }],
  ['orders/delete', { id: 5 }, { kind: 'order', orderId: 5n }],
  ['refunds/create', { id: 1, order_id: 7 }, { kind: 'refund', orderId: 7n }],
  ['returns/close', { id: 1, order: { id: 8 } }, { kind: 'return', orderId: 8n }],
  ['fulfillments/update', { id: 1, order_id: 9 }, { kind: 'delivery', orderId: 9n }],
  ['customers/update', { id: 1 }, { kind: 'customer' }],
  ['customers_email_marketing_consent/update', { customer_id: 1 }, { kind: 'consent' }],
  ['checkouts/create', { id: 1 }, { kind: 'checkout' }],
  ['orders/create', null, { kind: 'order' }],
  ['orders/create', { id: 'x' }, { kind: 'order' }],
  ['orders/create', { id: 2n ** 64n }, { kind: 'order' }],
])('%s of %o changes a customer because of %o', (topic, body, cause) => {
  expect(causeOf(topic, body)).toEqual(cause)
})
