import type pg from 'pg'
import type { Definition, TriggerKind } from '../../../app/automations/index.ts'
import type { ShopId } from '../../../app/kernel/index.ts'

const triggers: TriggerKind[] = ['order-paid', 'first-order', 'checkout-abandoned', 'opted-in', 'new-collection']
const conditions = [
  '',
  'number_of_orders >= 2',
  'amount_spent > 50',
  `customer_countries CONTAINS 'DE'`,
  `customer_tags CONTAINS 'VIP'`,
  `last_order_date > -30d`,
  `preferred_product_type = 'Ringe'`,
  `products_purchased MATCHES (date >= -365d)`,
  `number_of_orders >= 1 AND email_subscription_status = 'SUBSCRIBED'`,
  `orders_placed NOT MATCHES (date >= -90d)`,
]
const text = { subject: 'Danke', body: '{{ greeting }}' }

/** Fifty automations that have been on for a day: each trigger with each condition. People wait for a day in each. */
export async function fillAutomations(client: pg.Client, shopId: ShopId): Promise<void> {
  await client.query(`create sequence paid_order start 10000000000`)
  for (const kind of triggers)
    for (const condition of conditions) {
      const id = crypto.randomUUID()
      await client.query(
        `insert into automation (shop_id, id, name, version, live_since, created_at, updated_at)
         values ($1, $2, $3, 1, now() - interval '1 day', now(), now())`,
        [shopId, id, `${kind} ${condition}`],
      )
      await client.query(
        `insert into automation_version (shop_id, automation_id, version, definition, created_at) values ($1, $2, 1, $3, now())`,
        [shopId, id, JSON.stringify(definition(kind, condition))],
      )
    }
}

function definition(kind: TriggerKind, condition: string): Definition {
  return {
    ...{ trigger: { kind }, condition, reentryDays: 14, restDays: 3, stopOnPurchase: true, first: 'wait' },
    steps: [
      { id: 'wait', kind: 'wait', edges: { next: 'mail' }, hours: 24, until: null },
      { id: 'mail', kind: 'mail', edges: {}, messages: { de: text, en: text }, offer: null },
    ],
  }
}
