import type pg from 'pg'

export const CUSTOMERS = 200_000

/**
 * Fills shop 1 by set-based SQL: 200,000 customers with profiles and permissions, 600,000 orders, 600,000 recipients of
 * twenty campaigns, ten segments. The same rows at every run; five in six customers may be mailed.
 */
export async function fillLargeShop(client: pg.Client): Promise<void> {
  for (const statement of statements) await client.query(statement)
  await client.query('vacuum analyze')
}

const types = `(array['Halsketten', 'Ringe', 'Ohrringe', 'Armbänder', 'Broschen'])`
const since = `timestamptz '2023-11-24 00:00:00+00'`

const statements = [
  `insert into shop (id, domain, name, currency, time_zone, locale)
   values (1, 'large.myshopify.com', 'Large', 'EUR', 'Europe/Berlin', 'de')`,
  `insert into customer (shop_id, id, email, first_name, last_name, locale, search_text, created_at, updated_at)
   select 1, 9000000000000000 + n, case when n % 50 <> 0 then 'person' || n - n % 200 / 199 || '@example.com' end,
     case when n % 10 <> 0 then 'Anna' || n % 977 end, 'Petersen' || n % 4999, (array['de', 'en'])[1 + n % 2],
     'anna' || n % 977 || ' petersen' || n % 4999 || ' person' || n || '@example.com', ${since}, ${since}
   from generate_series(1, ${String(CUSTOMERS)}) n`,
  `insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
   select 1, 9000000000000000 + n, 'email', ${since} + said * interval '30 days', 'shopify',
     case when said = 0 or n % 3 = 0 then 'subscribed' else 'unsubscribed' end
   from generate_series(1, ${String(CUSTOMERS)}) n cross join generate_series(0, 1) said
   where n % 8 <> 0 and (said = 0 or n % 10 = 0)`,
  `insert into suppression (shop_id, email, reason)
   select 1, case when n % 10 = 0 then 'sha256:' || encode(sha256(convert_to('1:person' || n * 7 || '@example.com', 'UTF8')), 'hex')
     else 'person' || n * 7 || '@example.com' end, 'unsubscribed'
   from generate_series(1, 5000) n`,
  `insert into prediction (shop_id, customer_id, within_30, within_90, within_365, churn_probability, expected_orders,
     average_order_minor, predicted_clv_minor, clv_low_minor, clv_high_minor, next_order_from, next_order_date, next_order_to, computed_at)
   select 1, 9000000000000000 + n, .1, .2, .4, (n * 7919::bigint % 10007) / 10007.0, 1, 5000, n * 7907::bigint % 90000, 0, 90000,
     day, day + 10, day + 20, now()
   from generate_series(1, ${String(CUSTOMERS)}) n
   cross join lateral (select case when n % 3 > 0 then date '2026-11-24' + (n * 7901::bigint % 300)::int end as day) next
   where n % 5 > 0`,
  `insert into profile (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at, recency, frequency,
     monetary, rfm_group, preferred_type, refreshed_at)
   select 1, 9000000000000000 + n, 1 + n % 5, 2000 + n * 7919::bigint % 90000, ${since},
     ${since} + (n * 7919::bigint % 1095) * interval '1 day', 1 + n % 5, 1 + n % 5, 1 + n % 5,
     (array['CHAMPIONS', 'LOYAL', 'ACTIVE', 'NEW', 'AT_RISK', 'DORMANT', 'PREVIOUSLY_LOYAL', 'PROMISING'])[1 + n % 8],
     ${types}[1 + n % 5], ${since}
   from generate_series(1, ${String(CUSTOMERS)}) n`,
  `insert into preference (shop_id, customer_id, evidence, tokens)
   select 1, 9000000000000000 + n, jsonb_build_object('product_type', jsonb_build_object('of', jsonb_build_array(3, 9800, 1, 0),
       'top', jsonb_agg(jsonb_build_array(${types}[1 + (n + place) % 5], 0.5 / (1 + place), 1, 1, 4900, 1732000000,
         case when (n + place) % 60 = 0 then 1 else 0 end) order by place))),
     array['prefers:product_type:' || ${types}[1 + n % 5]]
       || coalesce(array_agg('asked:product_type:' || ${types}[1 + (n + place) % 5]) filter (where (n + place) % 60 = 0), '{}')
   from generate_series(1, ${String(CUSTOMERS)}) n cross join generate_series(0, 1) place group by n`,
  `insert into habit (shop_id, kind, value, order_share, money_share, computed_at)
   select 1, 'product_type', ${types}[n], 0.2 + n * 0.01, 0.2, ${since} from generate_series(1, 5) n`,
  `insert into service_request (shop_id, id, customer_id, email, locale, channel, product_type, subject, status, created_at)
   select 1, gen_random_uuid(), 9000000000000000 + n * 20, 'person' || n * 20 || '@example.com', 'de', 'storefront',
     ${types}[1 + n % 5], 'Frage', case when n % 20 = 0 then 'open' else 'answered' end, ${since} + n * interval '1 hour'
   from generate_series(1, 10000) n`,
  `insert into segment (shop_id, id, name, query)
   select 1, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Segment ' || n,
     'preferred_product_type = ''' || ${types}[1 + n % 5] || ''' AND last_order_date < -' || 30 * n || 'd AND may_email = true'
   from generate_series(1, 10) n`,
  `insert into campaign (shop_id, id, name, segment_id, status, value_kind, percentage, target_kind, target_value,
     target_title, messages, released_at, ends_at, updated_at)
   select 1, ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'Campaign ' || n, null,
     case when n <= 20 then 'sent' else 'draft' end, 'percentage', 20, 'product_type', 'Ringe', 'Ringe',
     '{"de":{"subject":"Hallo","body":"Hallo"},"en":{"subject":"Hello","body":"Hello"}}',
     case when n <= 20 then ${since} + n * interval '30 days' end, case when n <= 20 then timestamptz '2027-01-01' end, ${since}
   from generate_series(1, 22) n`,
  `insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, code, code_live_at, sent_at)
   select 1, ('00000000-0000-4000-9000-' || lpad(c::text, 12, '0'))::uuid, 9000000000000000 + (n - 1) % ${String(CUSTOMERS)} + 1,
     'person' || n || '@example.com', 'de', 'sent', 'CODE-' || c || '-' || n, ${since}, ${since}
   from generate_series(1, 20) c cross join lateral generate_series(c * 7000, c * 7000 + 29999) n`,
  `insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
     subtotal_minor, discount_minor, total_minor, discount_codes)
   select 1, 9100000000000000 + n, '#' || n, 9000000000000000 + n % ${String(CUSTOMERS)} + 1, at, at, at, false, 'EUR', 5000, 0, 5000,
     case when n % 50 = 0 then array['CODE-' || 1 + n % 20 || '-' || (1 + n % 20) * 7000 + n % 30000] else '{}' end
   from generate_series(1, ${String(3 * CUSTOMERS)}) n
   cross join lateral (select ${since} + (n * 7919::bigint % 26280) * interval '1 hour' as at) moment`,
]
