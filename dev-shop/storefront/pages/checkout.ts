import { z } from 'zod'
import { first } from '../../state/query.ts'
import type { OrderRow } from '../../state/rows.ts'
import { shippingFor } from '../../stock/past-order.ts'
import { countries } from '../../stock/names.ts'
import { cartDrop, customerDrop } from '../drops.ts'
import { orderDrop } from '../order-drop.ts'
import { showPage } from '../page.ts'
import type { Visit } from '../page.ts'
import { placeOrder } from '../place-order.ts'
import type { PlacedOrder } from '../place-order.ts'
import { priceCart } from '../price-cart.ts'
import { saveSession } from '../session.ts'

type Refused = Extract<PlacedOrder, { outcome: 'refused' }>

/** GET /checkout */
export async function showCheckout(visit: Visit): Promise<void> {
  if (visit.session.lines.length === 0) visit.response.redirect(303, '/cart')
  else await showForm(visit, prefilled(visit), {})
}

/** POST /checkout: takes the address, makes the order and goes to the thank-you page. */
export async function pay(visit: Visit): Promise<void> {
  const { shop, session, locale } = visit
  const fields = z.record(z.string(), z.string()).parse(visit.request.body)
  const read = addressShape.safeParse(fields)
  if (!read.success) {
    const wrong = Object.fromEntries(read.error.issues.map(({ path }) => [String(path[0]), true]))
    return showForm(visit, fields, { wrong }, 422)
  }
  const { email, first_name: firstName, last_name: lastName, address1, zip, city, country } = read.data
  const countryName = countries.find(({ code }) => code === country)?.name ?? country
  const placed = placeOrder(shop, {
    buyer: {
      ...(session.customerId === null ? { email, guest: fields.account !== 'on' } : { customerId: session.customerId }),
      firstName,
      lastName,
      address: { address1, zip, city, countryCode: country, country: countryName },
      acceptsMarketing: fields.accepts_marketing === 'on',
    },
    lines: session.lines,
    codes: session.codes,
    locale,
  })
  if (placed.outcome === 'refused') return showForm(visit, fields, { refused: placed }, 422)
  session.lines = []
  session.codes = []
  saveSession(shop, session, visit.response)
  const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', placed.orderId)
  visit.response.redirect(303, `/thanks/${order?.checkout_token ?? ''}`)
}

/** GET /thanks/:token */
export async function showThanks(visit: Visit): Promise<void> {
  const { token = '' } = visit.request.params
  const order = first<OrderRow>(visit.shop.state, 'select * from orders where checkout_token = ?', token)
  if (order) await showPage(visit, 'thanks', { order: orderDrop(visit.shop, order) })
  else await showPage(visit, '404', {}, 404)
}

async function showForm(
  visit: Visit,
  fields: Record<string, string>,
  problem: { wrong?: Record<string, boolean>; refused?: Refused },
  status = 200,
): Promise<void> {
  const { shop, session } = visit
  const cart = priceCart(shop, session, { customerId: session.customerId, email: fields.email ?? null })
  const shipping = shippingFor(fields.country ?? 'DE', cart.subtotal)
  await showPage(
    visit,
    'checkout',
    {
      fields,
      ...problem,
      cart: cartDrop(cart),
      shipping,
      total: cart.subtotal + shipping,
      countries: countries.map(({ code }) => ({ code, name: nameOf(code, visit.locale) })),
    },
    status,
  )
}

function prefilled({ shop, session }: Visit): Record<string, string> {
  const customer = customerDrop(shop, session.customerId)
  const address = customer?.default_address
  return {
    email: customer?.email ?? '',
    first_name: customer?.first_name ?? '',
    last_name: customer?.last_name ?? '',
    address1: address?.address1 ?? '',
    zip: address?.zip ?? '',
    city: address?.city ?? '',
    country: address?.country_code ?? 'DE',
  }
}

function nameOf(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
}

const filled = z.string().trim().min(1).max(200)
const addressShape = z.object({
  email: z.email(),
  first_name: filled,
  last_name: filled,
  address1: filled,
  zip: filled,
  city: filled,
  country: z.enum(countries.map(({ code }) => code)),
})
