import type pg from 'pg'

export const CUSTOMERS = 200_000
export const ORDERS = 1_000_000

/**
 * Fills shop 1 by set-based SQL: 200,000 customers, 1,000,000 orders, 2,500,000 lines, 3,000 products of 24 types, 30
 * vendors and 40 collections with materials, colours and sizes, 60,000 refunds, 20,000 questions. The same rows at every run.
 */
export async function fillBuyingShop(client: pg.Client, customers = CUSTOMERS, orders = ORDERS): Promise<void> {
  for (const statement of statements(customers, orders)) await client.query(statement)
  await client.query('vacuum analyze')
}

const since = `timestamptz '2023-11-24 00:00:00+00'`
const pick = (values: string[], by: string) =>
  `(array['${values.join("','")}'])[1 + (${by}) % ${String(values.length)}]`
const chance = (of: string) => `(hashint8(${of}) & 2147483647)`

const statements = (customers: number, orders: number) => [
  `insert into shop (id, domain, name, currency, time_zone, locale)
   values (1, 'buying.myshopify.com', 'Buying', 'EUR', 'Europe/Berlin', 'de')`,
  `insert into product (shop_id, id, title, handle, product_type, vendor, status, tags, created_at, updated_at)
   select 1, 8000000000000000 + n, 'Product ' || n, 'product-' || n, 'Type ' || n % 24, 'Vendor ' || n % 30, 'active', '{}', ${since}, ${since}
   from generate_series(1, 3000) n`,
  `insert into variant (shop_id, id, product_id, title, price_minor, options)
   select 1, 8100000000000000 + n * 4 + v, 8000000000000000 + n, 'V' || v, 990 + n % 97 * 300, case when n % 24 < 6
     then jsonb_build_array(jsonb_build_object('name', 'Ringgröße', 'value', (50 + v * 2)::text),
                            jsonb_build_object('name', 'Material', 'value', ${pick(['Gold', 'Silber', 'Roségold', 'Titan'], 'n + v')}))
     else jsonb_build_array(jsonb_build_object('name', 'Farbe', 'value', ${pick(['Rot', 'Blau', 'Schwarz', 'Weiß', 'Grün'], 'n + v')}),
                            jsonb_build_object('name', 'Größe', 'value', ${pick(['S', 'M', 'L', 'XL'], 'v')})) end
   from generate_series(1, 3000) n cross join generate_series(0, 3) v`,
  `insert into collection (shop_id, id, title, handle, updated_at)
   select 1, 8200000000000000 + n, 'Collection ' || n, 'collection-' || n, ${since} from generate_series(0, 39) n`,
  `insert into collection_product (shop_id, collection_id, product_id)
   select distinct 1, 8200000000000000 + (n * turn) % 40, 8000000000000000 + n
   from generate_series(1, 3000) n cross join generate_series(1, 2) turn where turn = 1 or n % 2 = 0`,
  `insert into customer (shop_id, id, email, first_name, last_name, locale, search_text, created_at, updated_at)
   select 1, 9000000000000000 + n, 'person' || n || '@example.com', 'Anna' || n % 977, 'Petersen' || n % 4999, 'de',
     'anna person' || n || '@example.com', ${since}, ${since} from generate_series(1, ${String(customers)}) n`,
  `insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
     subtotal_minor, discount_minor, total_minor, channel, locale, discount_codes)
   select 1, 9100000000000000 + n, '#' || n, 9000000000000000 + 1 + person, at, at, at, n % 997 = 0, 'EUR', 12000, 0, 12000,
     ${pick(['web', 'web', 'web', 'pos', '580111'], chance('person * 5 + n % 3'))}, ${pick(['de', 'de-DE', 'en'], 'person')},
     case when ${chance('n + 5')} % 5 = 0 then array['CODE' || n % 100] else '{}' end
   from generate_series(1, ${String(orders)}) n
   cross join lateral (select floor(${String(customers)} * (${chance('n')} / 2147483648.0) ^ 1.3)::bigint as person,
     ${since} + (${chance('n + 1')} % 94600000) * interval '1 second' as at) chosen`,
  `insert into order_line (shop_id, order_id, id, product_id, variant_id, title, vendor, quantity, price_minor, discount_minor)
   select 1, 9100000000000000 + n, 9200000000000000 + n * 4 + line, 8000000000000000 + product,
     8100000000000000 + product * 4 + ${chance('n * 4 + line + 7')} % 4, 'Product ' || product, 'Vendor ' || product % 30,
     1 + ${chance('n + line')} % 10 / 9, 990 + product % 97 * 300, 0
   from generate_series(1, ${String(orders)}) n cross join lateral generate_series(0, n % 4) line
   cross join lateral (select 1 + ${chance('n * 4 + line')} % 3000 as product) chosen`,
  `insert into refund (shop_id, order_id, id, created_at, total_minor)
   select 1, 9100000000000000 + n * 16, 9300000000000000 + n, ${since}, case when n % 3 = 0 then 12000 else 2000 end
   from generate_series(1, ${String(Math.floor(orders / 17))}) n`,
  `insert into refund_line (shop_id, order_id, refund_id, order_line_id, quantity, subtotal_minor)
   select 1, 9100000000000000 + n * 16, 9300000000000000 + n, 9200000000000000 + n * 64, 1, 2000
   from generate_series(1, ${String(Math.floor(orders / 17))}) n`,
  `insert into service_request (shop_id, id, customer_id, email, locale, channel, product_id, product_type, subject, status, created_at)
   select 1, gen_random_uuid(), 9000000000000000 + n * 10, 'person' || n * 10 || '@example.com', 'de', 'storefront',
     8000000000000000 + 1 + n % 3000, 'Type ' || (1 + n % 3000) % 24, 'Frage', 'answered', ${since} + n * interval '1 hour'
   from generate_series(1, ${String(Math.floor(customers / 10))}) n`,
]
