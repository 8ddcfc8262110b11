import type pg from 'pg'

/**
 * Fills shop 1, and as much again in shop 2, by set-based SQL: so many customers with profiles and permissions, three
 * orders of one or two lines each, tags, questions and a campaign. The same rows at every run.
 */
export async function fillSegmentShop(client: pg.Client, customers: number): Promise<void> {
  await client.query(`insert into shop (id, domain, name, currency, time_zone, locale)
    values (1, 'one.myshopify.com', 'One', 'EUR', 'Europe/Berlin', 'de'), (2, 'two.myshopify.com', 'Two', 'EUR', 'Europe/Berlin', 'de')`)
  for (const [shop, size] of [
    [1, customers],
    [2, Math.round(customers / 10)],
  ] as const) {
    for (const statement of statementsFor(shop, size)) await client.query(statement)
  }
  await client.query('vacuum analyze')
}

const types = `(array['Halsketten', 'Ringe', 'Ohrringe', 'Armbänder', 'Broschen'])`
const since = `timestamptz '2023-11-24 00:00:00+00'`
// Spread over three years, another day for each, the same ones at every run.
const moment = (n: string) =>
  `${since} + ((${n})::bigint * 7919 % 1095) * interval '1 day' + ((${n}) % 24) * interval '1 hour'`

function statementsFor(shop: number, customers: number): string[] {
  const each = `from generate_series(1, ${String(customers)}) n`
  return [
    `insert into customer (shop_id, id, email, first_name, locale, country_code, city, state, tags, created_at, updated_at)
     select ${String(shop)}, n, case when n % 50 <> 0 then 'person' || n || (array['@gmail.com', '@example.com', '@web.de'])[1 + n % 3] end,
       'Anna', (array['de', 'en', 'fr'])[1 + n % 3], (array['DE', 'AT', 'CH', 'US'])[1 + n % 4], 'Berlin', 'enabled',
       case when n % 100 = 0 then array['VIP', 'wholesale'] when n % 7 = 0 then array['newsletter'] else '{}' end,
       ${moment('n * 3')}, ${since} ${each}`,
    `insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
     select ${String(shop)}, n, 'email', ${since} + said * interval '30 days', 'shopify',
       case when said = 0 or n % 3 = 0 then 'subscribed' else 'unsubscribed' end
     ${each} cross join generate_series(0, 1) said where n % 8 <> 0 and (said = 0 or n % 10 = 0)`,
    `insert into product (shop_id, id, title, handle, product_type, vendor, status, tags, created_at, updated_at)
     select ${String(shop)}, n, 'Produkt ' || n, n::text, ${types}[1 + n % 5], 'Vendor ' || n % 9, 'ACTIVE',
       case when n % 20 = 0 then array['Sale'] else '{}' end, ${since}, ${since} from generate_series(1, 500) n`,
    `insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
       subtotal_minor, discount_minor, total_minor, discount_codes)
     select ${String(shop)}, n * 4 + place, '#' || n, n, at, at, at, false, 'EUR', 5000, case when n % 9 = 0 then 500 else 0 end,
       2000 + n * 7919::bigint % 9000, case when n % 90 = 0 then array['SOMMER'] else '{}' end
     ${each} cross join generate_series(0, 3) place
     cross join lateral (select ${moment('n * 11 + place * 347')} as at) moment where n % 5 > place`,
    `insert into order_line (shop_id, order_id, id, product_id, title, vendor, quantity, price_minor, discount_minor)
     select shop_id, id, place, 1 + (id * 31 + place * 7) % 500, 'x', null, 1 + id % 3, 2000, 0
     from shop_order cross join generate_series(1, 2) place where shop_id = ${String(shop)} and place <= 1 + id % 2`,
    `insert into refund (shop_id, order_id, id, created_at, total_minor)
     select shop_id, id, 1, processed_at, 1000 from shop_order where shop_id = ${String(shop)} and id % 17 = 0`,
    `insert into refund_line (shop_id, order_id, refund_id, order_line_id, quantity, subtotal_minor)
     select shop_id, order_id, 1, 1, 1, 1000 from refund where shop_id = ${String(shop)}`,
    `insert into profile (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at, recency, frequency,
       monetary, rfm_group, preferred_type, refreshed_at)
     select ${String(shop)}, n, coalesce(o.orders, 0), coalesce(o.spent, 0), o.first_at, o.last_at,
       case when o.orders > 0 then 1 + n % 5 end, case when o.orders > 0 then 1 + n % 4 end, case when o.orders > 0 then 1 + n % 5 end,
       case when o.orders > 0 then (array['CHAMPIONS', 'LOYAL', 'ACTIVE', 'NEW', 'AT_RISK', 'DORMANT', 'PREVIOUSLY_LOYAL', 'PROMISING'])[1 + n % 8]
       else 'PROSPECTS' end, case when o.orders > 0 then ${types}[1 + n % 5] end, ${since}
     ${each} left join (
       select customer_id, count(*)::int as orders, sum(total_minor)::bigint as spent, min(processed_at) as first_at, max(processed_at) as last_at
         from shop_order where shop_id = ${String(shop)} group by customer_id) o on o.customer_id = n`,
    `insert into service_request (shop_id, id, customer_id, email, locale, channel, product_type, subject, status, created_at)
     select ${String(shop)}, gen_random_uuid(), n * 20, 'x', 'de', 'storefront', ${types}[1 + n % 5], 'Frage',
       case when n % 20 = 0 then 'open' else 'answered' end, ${moment('n * 5')}
     from generate_series(1, ${String(Math.round(customers / 20))}) n`,
    `insert into suppression (shop_id, email, reason)
     select ${String(shop)}, 'person' || n * 37 || '@example.com', 'unsubscribed' from generate_series(1, ${String(Math.round(customers / 100))}) n`,
    `insert into campaign (shop_id, id, name, status, value_kind, percentage, target_kind, target_value, target_title, messages, released_at)
     select ${String(shop)}, ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'Campaign ' || n, 'sent', 'percentage', 20,
       'product_type', 'Ringe', 'Ringe', '{}', ${since} from generate_series(1, 5) n`,
    `insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, code, sent_at)
     select ${String(shop)}, ('00000000-0000-4000-9000-' || lpad(c::text, 12, '0'))::uuid, n, 'x', 'de', 'sent', null, ${moment('n')}
     ${each} cross join generate_series(1, 5) c where n % 3 = 0`,
  ]
}
