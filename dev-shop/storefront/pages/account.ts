import { z } from 'zod'
import { all, first } from '../../state/query.ts'
import type { CustomerRow, OrderRow } from '../../state/rows.ts'
import { customerByEmail } from '../discounts.ts'
import { orderDrop } from '../order-drop.ts'
import { showPage } from '../page.ts'
import type { Visit } from '../page.ts'
import { saveSession } from '../session.ts'
import { ownPath } from './cart.ts'

/** GET /account/login?q=: a real shop sends a code by e-mail; here any customer can be picked. */
export async function showLogin(visit: Visit): Promise<void> {
  const { q, return_to: back } = querySchema.parse(visit.request.query)
  const people = all<CustomerRow>(
    visit.shop.state,
    `select * from customers where email like ?1 or first_name || ' ' || last_name like ?1
     order by email = 'anna.berger@example.de' desc, updated_at desc limit 20`,
    `%${q}%`,
  )
  await showPage(visit, 'login', { people, q, return_to: back })
}

/** POST /account/login {customerId | email, return_to?} */
export async function logIn(visit: Visit): Promise<void> {
  const { customerId, email, return_to: back } = loginShape.parse(visit.request.body)
  const id = customerId ?? customerByEmail(visit.shop.state, email ?? null)
  const known =
    id === null ? undefined : first<{ id: string }>(visit.shop.state, 'select id from customers where id = ?', id)
  if (!known) return showPage(visit, 'login', { people: [], q: email ?? customerId ?? '', unknown: true }, 404)
  visit.session.customerId = known.id
  saveSession(visit.shop, visit.session, visit.response)
  visit.response.redirect(303, back)
}

/** POST or GET /account/logout */
export function logOut(visit: Visit): void {
  visit.session.customerId = null
  visit.session.codes = []
  saveSession(visit.shop, visit.session, visit.response)
  visit.response.redirect(303, '/')
}

/** GET /account: the customer's orders, newest first. */
export async function showAccount(visit: Visit): Promise<void> {
  const { shop, session } = visit
  if (session.customerId === null) {
    visit.response.redirect(303, '/account/login')
    return
  }
  const orders = all<OrderRow>(
    shop.state,
    'select * from orders where customer_id = ? order by processed_at desc, id desc limit 50',
    session.customerId,
  )
  await showPage(visit, 'account', { orders: orders.map((order) => orderDrop(shop, order)) })
}

const backShape = z.string().default('/account').transform(ownPath)
const querySchema = z.object({ q: z.string().default(''), return_to: backShape })
const loginShape = z.object({ customerId: z.string().optional(), email: z.string().optional(), return_to: backShape })
