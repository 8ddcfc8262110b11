import { z } from 'zod'
import { first } from '../../state/query.ts'
import type { OrderRow } from '../../state/rows.ts'
import { shippingFor } from '../../stock/past-order.ts'
import { countries } from '../../stock/names.ts'
import { cartDrop, customerDrop } from '../drops.ts'
import { finishCheckout, keepCheckout } from '../keep-checkout.ts'
import type { Contact } from '../keep-checkout.ts'
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
  const contact = contactOf(read.data)
  const acceptsMarketing = fields.accepts_marketing === 'on'
  keepCheckout(shop, session, { contact, locale, acceptsMarketing })
  saveSession(shop, session, visit.response)
  const { email, ...named } = contact
  const placed = placeOrder(shop, {
    buyer: {
      ...(session.customerId === null ? { email, guest: fields.account !== 'on' } : { customerId: session.customerId }),
      ...named,
      acceptsMarketing,
    },
    lines: session.lines,
    codes: session.codes,
    locale,
    checkoutToken: session.checkoutToken,
  })
  if (placed.outcome === 'refused') return showForm(visit, fields, { refused: placed }, 422)
  finishCheckout(shop, session)
  saveSession(shop, session, visit.response)
  const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', placed.orderId)
  visit.response.redirect(303, `/thanks/${order?.checkout_token ?? ''}`)
}

/** POST /checkout/contact: keeps a whole address that somebody has typed but not sent yet, as Shopify's checkout does. */
export function keepContact({ shop, session, locale, request, response }: Visit): void {
  const fields = z.record(z.string(), z.string()).parse(request.body)
  const read = addressShape.safeParse(fields)
  if (read.success && session.lines.length > 0) {
    const acceptsMarketing = fields.accepts_marketing === 'on'
    keepCheckout(shop, session, { contact: contactOf(read.data), locale, acceptsMarketing })
    saveSession(shop, session, response)
  }
  response.status(204).end()
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

function contactOf(given: z.infer<typeof addressShape>): Contact {
  const { email, first_name: firstName, last_name: lastName, address1, zip, city, country: countryCode } = given
  const country = countries.find(({ code }) => code === countryCode)?.name ?? countryCode
  return { email, firstName, lastName, address: { address1, zip, city, countryCode, country } }
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
