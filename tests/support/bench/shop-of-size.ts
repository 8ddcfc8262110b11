import pg from 'pg'
import { migrate } from '../../../scripts/migrate.ts'
import { ensureDatabase, type RunningPostgres } from '../../../scripts/postgres.ts'
import type { ShopId } from '../../../app/kernel/index.ts'
import { openDatabase } from '../../../app/platform/index.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'

export const FIRST_CUSTOMER = 7_000_000_000_000
export const FIRST_PRODUCT = 8_000_000_000_000
export const PRODUCTS = 2_000

/**
 * A database with one shop of `customers` customers, one and a half orders each (three in ten customers bought several
 * times, four never), two lines an order, 2,000 products, and all profiles. Made once and kept in the cluster.
 */
export async function shopOfSize(postgres: RunningPostgres, customers: number): Promise<string> {
  const name = `bench_shop_of_${String(customers)}`
  const url = await ensureDatabase(postgres, name)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  try {
    const filled = await client.query('select 1 from profile limit 1')
    if (filled.rowCount === 0) {
      await fill(client, customers)
      await foldProfiles(url)
      await client.query('vacuum analyze')
    }
    await client.query('truncate delivery, graphile_worker._private_jobs')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
  return url
}

async function fill(client: pg.Client, customers: number): Promise<void> {
  await client.query('begin')
  await client.query(`truncate shop, customer, product, shop_order, order_line, profile, preference`)
  await client.query(
    `insert into shop (id, domain, name, currency, time_zone, locale)
     values (1, 'handelblitz.myshopify.com', 'HandelBlitz', 'USD', 'Europe/Berlin', 'de')`,
  )
  const rebuild = await dropIndexes(client)
  await client.query(PRODUCT_ROWS, [FIRST_PRODUCT, PRODUCTS])
  await client.query(CUSTOMER_ROWS, [FIRST_CUSTOMER, customers])
  await client.query(ORDER_ROWS, [FIRST_CUSTOMER, customers])
  await client.query(LINE_ROWS, [FIRST_PRODUCT, PRODUCTS])
  for (const definition of rebuild) await client.query(definition)
  await client.query('commit')
  await client.query('vacuum analyze')
}

/** An index built at once takes a tenth of the time that row by row takes. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('customer', 'shop_order', 'order_line') and schemaname = 'public' and indexname not like '%_pkey'`)
  for (const { name } of rows) await client.query(`drop index ${pg.escapeIdentifier(name)}`)
  return rows.map(({ definition }) => definition)
}

async function foldProfiles(url: string): Promise<void> {
  const db = openDatabase(url, 2)
  await openProfiles({ db, now: () => new Date(), timelineSources: [] }).refreshAll({ shopId: 1 as ShopId })
  await db.$disconnect()
}

// hashint8 spreads what belongs together over the shop; the same numbers come out on every machine.
const PRODUCT_ROWS = `
  insert into product (shop_id, id, title, handle, product_type, vendor, status, tags, created_at, updated_at)
  select 1, $1::bigint + n, 'Product ' || n, 'product-' || n, 'Type ' || n % 24, 'HandelBlitz', 'active', '{}', now(), now()
    from generate_series(1, $2::int) n`

const CUSTOMER_ROWS = `
  insert into customer (shop_id, id, email, first_name, last_name, city, country_code, state, tags, search_text, created_at, updated_at)
  select 1, $1::bigint + n, 'customer' || n || '@example.com', first, last, 'Berlin', 'DE', 'enabled', '{}',
         lower(first || ' ' || last || ' customer' || n || '@example.com'), now() - interval '3 years', now() - interval '1 year'
    from generate_series(1, $2::int) n
    cross join lateral (select
      (array['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Henry'])[1 + (hashint8(n) & 7)] as first,
      (array['Berger', 'Schmidt', 'Weber', 'Wagner', 'Becker', 'Hoffmann', 'Koch', 'Richter'])[1 + (hashint8(-n) & 7)] as last
    ) as name`

const ORDER_ROWS = `
  insert into shop_order (shop_id, id, name, customer_id, buyer_id, email, created_at, processed_at, updated_at, test, currency,
    subtotal_minor, discount_minor, total_minor, financial_status, channel, locale, first_name, last_name, city, country_code, discount_codes)
  select 1, 5000000000000 + n, '#' || n, $1::bigint + person, $1::bigint + person, 'customer' || person || '@example.com', at, at, at,
         false, 'USD', amount, 0, amount, 'paid', 'web', 'de', 'Anna', 'Berger', 'Berlin', 'DE', '{}'
    from generate_series(1, $2::bigint * 3 / 2) n
    cross join lateral (select
      case when n <= $2 * 6 / 10 then n else 1 + (hashint8(n) & 2147483647) % ($2 * 3 / 10) end as person,
      now() - ((hashint8(n + 1) & 2147483647) % 94608000) * interval '1 second' as at,
      1000 + (hashint8(n + 2) & 2147483647) % 20000 as amount
    ) as chosen`

const LINE_ROWS = `
  insert into order_line (shop_id, order_id, id, product_id, title, vendor, quantity, price_minor, discount_minor)
  select 1, o.id, o.id * 2 + line, $1::bigint + product, 'Product ' || product, 'HandelBlitz', 1, o.total_minor / 2, 0
    from shop_order o
    cross join generate_series(0, 1) line
    cross join lateral (select 1 + (hashint8(o.id * 2 + line) & 2147483647) % $2::int as product) as chosen`
