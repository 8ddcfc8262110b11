import type pg from 'pg'

/**
 * A customer of shop 1 with about four events an order over three years: the order with its line, its parcel and the
 * parcel's arrival, and in turns a refund, a note, a checkout that was left, a question, a redeemed code.
 */
export async function customerWithEvents(
  client: pg.Client,
  { id, orders }: { id: number; orders: number },
): Promise<void> {
  const all = `generate_series(1, ${String(orders)}) n
    cross join lateral (select timestamptz '2026-11-20 12:00:00+00' - n * (interval '1095 days' / ${String(orders)}) as at) moment`
  const order = `${String(id)}000000 + n`
  const uuid = `('00000000-0000-4000-a000-' || lpad((${order})::text, 12, '0'))::uuid`
  const code = `'EVENT-${String(id)}-' || n`
  for (const statement of [
    `insert into customer (shop_id, id, email, first_name, last_name, search_text, created_at, updated_at)
     values (1, ${String(id)}, 'events${String(id)}@example.com', 'Viel', 'Los', '', '2023-11-01', '2023-11-01')`,
    `insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
       subtotal_minor, discount_minor, total_minor, discount_codes)
     select 1, ${order}, '#' || n, ${String(id)}, at, at, at, false, 'EUR', 5000, 500, 4500,
       case when n % 10 = 0 then array[${code}] else '{}' end from ${all}`,
    `insert into order_line (shop_id, order_id, id, title, quantity, price_minor, discount_minor)
     select 1, ${order}, ${order}, 'Ring', 1, 5000, 500 from ${all}`,
    `insert into fulfillment (shop_id, id, order_id, status, tracking_numbers, created_at, updated_at, told_at, digest)
     select 1, ${order}, ${order}, 'success', '{}', at + interval '1 day', at, at, '' from ${all}`,
    `insert into fulfillment_event (shop_id, id, fulfillment_id, order_id, status, happened_at, updated_at, told_at, digest)
     select 1, ${order}, ${order}, ${order}, 'delivered', at + interval '2 days', at, at, '' from ${all}`,
    `insert into refund (shop_id, order_id, id, created_at, total_minor)
     select 1, ${order}, ${order}, at + interval '9 days', 4500 from ${all} where n % 5 = 0`,
    `insert into customer_note (shop_id, id, customer_id, body, author, created_at)
     select 1, ${uuid}, ${String(id)}, 'Mag Silber', '1', at from ${all} where n % 5 = 1`,
    `insert into checkout (shop_id, token, customer_id, currency, total_minor, lines, created_at, updated_at, told_at, digest)
     select 1, 'left' || ${order}, ${String(id)}, 'EUR', 4900, '[]', at, at, at, '' from ${all} where n % 5 = 2`,
    `insert into service_request (shop_id, id, customer_id, email, locale, channel, subject, status, created_at)
     select 1, ${uuid}, ${String(id)}, 'events@example.com', 'de', 'storefront', 'Frage', 'answered', at from ${all} where n % 5 = 3`,
    `insert into message (shop_id, request_id, id, direction, author, body, created_at)
     select 1, ${uuid}, ${uuid}, 'received', 'Viel Los', 'Frage', at from ${all} where n % 5 = 3`,
    `insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
     select 1, ${String(id)}, 'email', at, 'shopify', case when n % 10 = 4 then 'subscribed' else 'unsubscribed' end
     from ${all} where n % 5 = 4`,
    `insert into campaign (shop_id, id, name, status, value_kind, percentage, target_kind, target_value, target_title,
       messages, released_at, updated_at)
     select 1, ${uuid}, 'Kampagne ' || n, 'sent', 'percentage', 20, 'product_type', 'Ringe', 'Ringe', '{}', at - interval '1 day', at
     from ${all} where n % 10 = 0`,
    `insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, code, code_live_at, sent_at)
     select 1, ${uuid}, ${String(id)}, 'events@example.com', 'de', 'sent', ${code}, at, at - interval '1 day'
     from ${all} where n % 10 = 0`,
  ])
    await client.query(statement)
}
