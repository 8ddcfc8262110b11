import type { Shop } from '../../../app/kernel/index.ts'
import { copyRows, type Database } from '../../../app/platform/index.server.ts'
import { fillFromOrderLines } from '../../../dev-shop/stock/order-lines.ts'
import { openState } from '../../../dev-shop/state/open.ts'

type Row = Record<string, string | number | null>

/** Without a word that five products share a product has no type. */
const NO_TYPE = 'Other'

/**
 * Loads a file of order lines as the dev shop understands it, but of each customer who ordered twice the last order.
 * @returns the product types of those last orders by customer, and the shop's types by how many other orders hold them
 */
export async function loadRetailer(db: Database, shop: Shop, file: string) {
  const state = openState(':memory:')
  await fillFromOrderLines(state, file)
  const all = (sql: string) => state.prepare(sql).all() as Row[]
  state.exec(`
    create temp table lately as
    select id, customer_id from (
      select id, customer_id, row_number() over (partition by customer_id order by processed_at desc, number desc) as place,
        count(*) over (partition by customer_id) as orders
      from orders where customer_id is not null) where place = 1 and orders > 1`)
  const nextTypes = new Map<string, Set<string>>()
  for (const { customer, type } of all(`
    select y.customer_id as customer, p.product_type as type from lately y join order_lines l on l.order_id = y.id
      join products p on p.id = l.product_id where p.product_type <> '${NO_TYPE}'`)) {
    const types = nextTypes.get(String(customer)) ?? new Set()
    nextTypes.set(String(customer), types.add(String(type)))
  }
  const earlier = 'o.customer_id is not null and o.id not in (select id from lately)'
  const popular = all(`
    select p.product_type as type from orders o join order_lines l on l.order_id = o.id join products p on p.id = l.product_id
     where ${earlier} and p.product_type <> '${NO_TYPE}' group by 1 order by count(distinct o.id) desc`)
  const write = (table: string, constants: Row, rows: Row[]) =>
    db.$transaction((tx) => copyRows(tx, table, columnsOf({ shop_id: shop.id, ...constants }, rows), rows), {
      timeout: 120_000,
    })
  await write(
    'product',
    { status: 'ACTIVE', tags: '{}' },
    all(`
    select id, title, handle, case product_type when '${NO_TYPE}' then '' else product_type end as product_type, vendor,
      created_at, updated_at from products`),
  )
  await write('customer', { search_text: '' }, all('select id, email, created_at, updated_at from customers'))
  await write(
    'shop_order',
    { discount_minor: 0, discount_codes: '{}', test: 'false' },
    all(`
    select o.id, o.name, o.customer_id, o.created_at, o.processed_at, o.updated_at, o.currency,
      o.subtotal as subtotal_minor, o.total as total_minor, o.source_name as channel, o.locale from orders o where ${earlier}`),
  )
  await write(
    'order_line',
    { discount_minor: 0 },
    all(`
    select l.id, l.order_id, l.product_id, l.title, l.quantity, l.price as price_minor
      from orders o join order_lines l on l.order_id = o.id where ${earlier}`),
  )
  await write(
    'refund',
    {},
    all(`
    select r.id, r.order_id, r.created_at, r.total as total_minor from orders o join refunds r on r.order_id = o.id where ${earlier}`),
  )
  await write(
    'refund_line',
    {},
    all(`
    select r.order_id, l.refund_id, l.order_line_id, sum(l.quantity) as quantity, sum(l.subtotal) as subtotal_minor
      from orders o join refunds r on r.order_id = o.id join refund_lines l on l.refund_id = r.id where ${earlier} group by 1, 2, 3`),
  )
  state.close()
  return { nextTypes, popular: popular.map(({ type }) => String(type)) }
}

function columnsOf(constants: Row, [first = {}]: Row[]) {
  return [
    ...Object.entries(constants).map(([name, value]) => ({ name, of: () => value })),
    ...Object.keys(first).map((name) => ({ name, of: (row: Row) => row[name] })),
  ]
}
