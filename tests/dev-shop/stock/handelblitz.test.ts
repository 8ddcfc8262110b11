import { expect, test } from 'vitest'
import { openState } from '../../../dev-shop/state/open.ts'
import { fillWithHandelBlitz } from '../../../dev-shop/stock/handelblitz.ts'

const today = '2026-11-23'

function filled(seed = 'a') {
  const state = openState(':memory:')
  fillWithHandelBlitz(state, { seed, today, customers: 300, orders: 900 })
  return state
}
const state = filled()
const number = (sql: string, from = state) => Number(Object.values(from.prepare(sql).get() ?? {})[0])
const everything = (from = state) =>
  ['customers', 'products', 'orders', 'order_lines', 'refunds', 'discount_uses'].map((table) =>
    from.prepare(`select * from ${table}`).all(),
  )

test('the same seed and day make the same shop, another seed another one', () => {
  expect(everything(filled())).toEqual(everything())
  expect(everything(filled('b'))).not.toEqual(everything())
})

test('there are as many customers and orders as asked for, and eighty products in five types', () => {
  expect(number('select count(*) from customers')).toBe(300)
  expect(number('select count(*) from orders')).toBe(900)
  expect(number('select count(*) from products')).toBe(80)
  expect(number('select count(distinct product_type) from products')).toBe(5)
})

test('Anna is subscribed, speaks German and has bought necklaces only, the last six months ago', () => {
  const anna = state.prepare("select * from customers where email = 'anna.berger@example.de'").get()
  expect(anna).toMatchObject({
    first_name: 'Anna',
    last_name: 'Berger',
    locale: 'de',
    email_marketing_state: 'SUBSCRIBED',
  })
  const bought = state
    .prepare(
      `select distinct p.product_type from orders o join order_lines l on l.order_id = o.id
       join products p on p.id = l.product_id where o.customer_id = ?`,
    )
    .all(String(anna?.id))
  expect(bought).toEqual([{ product_type: 'Halsketten' }])
  const last = state.prepare('select max(created_at) as at from orders where customer_id = ?').get(String(anna?.id))
  expect(String(last?.at).slice(0, 7)).toBe('2026-05')
})

test('order numbers and ids ascend with time, and nothing happens today or later', () => {
  const orders = state.prepare('select id, number, created_at, updated_at from orders order by number').all()
  const sorted = (column: string) => orders.map((order) => String(order[column]))
  expect(sorted('id')).toEqual([...sorted('id')].sort())
  expect(sorted('created_at')).toEqual([...sorted('created_at')].sort())
  expect(orders.every((order) => String(order.updated_at) < '2026-11-22T23:00:00.000Z')).toBe(true)
  expect(number('select count(*) from customers where updated_at < created_at')).toBe(0)
})

test('the sums of every order agree with its lines, discount and shipping', () => {
  const wrong = state
    .prepare(
      `select o.id from orders o join order_lines l on l.order_id = o.id group by o.id
       having sum(l.price * l.quantity - l.total_discount) <> o.subtotal or sum(l.total_discount) <> o.total_discounts
         or o.total <> o.subtotal + o.total_shipping`,
    )
    .all()
  expect(wrong).toEqual([])
})

test('a refund never exceeds what was paid', () => {
  expect(
    number(
      'select count(*) from (select o.total, sum(r.total) as back from orders o join refunds r on r.order_id = o.id group by o.id having back > o.total)',
    ),
  ).toBe(0)
  expect(number('select count(*) from refunds')).toBeGreaterThan(20)
})

test('about one order in eight is a guest’s, and some guests later have an account with the same e-mail', () => {
  const share = number('select avg(customer_id is null) from orders')
  expect(share).toBeGreaterThan(0.08)
  expect(share).toBeLessThan(0.2)
  expect(
    number(
      'select count(*) from orders o join customers c on lower(c.email) = lower(o.email) where o.customer_id is null',
    ),
  ).toBeGreaterThan(0)
})

test('the counter of every code equals its uses, and a once-only code is never used twice by a customer', () => {
  expect(
    number(
      'select count(*) from discount_codes c where usage_count <> (select count(*) from discount_uses u where u.discount_id = c.discount_id)',
    ),
  ).toBe(0)
  const twice = state
    .prepare(
      `select u.customer_key from discount_uses u join discounts d on d.id = u.discount_id
       where d.applies_once_per_customer group by u.discount_id, u.customer_key having count(*) > 1`,
    )
    .all()
  expect(twice).toEqual([])
})
