import { FIRST_CUSTOMER, FIRST_PRODUCT, PRODUCTS } from './shop-of-size.ts'
import { orderExample, signedOrder, type Signed } from './signed-load.ts'

/** New orders of a shop of known size: eight in ten by its customers, each another one, one by a new customer, one by a guest. */
export class OrderSource {
  readonly #secret: string
  readonly #customers: number
  readonly #orderOf = new Map<string, number>()
  #last: number

  /** @param lastOrder the greatest order id so far, from which the ids go on */
  constructor(secret: string, customers: number, lastOrder: number) {
    this.#secret = secret
    this.#customers = customers
    this.#last = lastOrder
  }

  next(): Signed {
    this.#last += 1
    const signed = signedOrder({ secret: this.#secret, body: this.#body(this.#last) })
    this.#orderOf.set(signed.eventId, this.#last)
    return signed
  }

  /** The order that this event told of. */
  orderOf(eventId: string): number {
    return this.#orderOf.get(eventId) ?? Number.NaN
  }

  #body(id: number): Buffer {
    const kind = id % 10
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    // 7919 is prime to the sizes used, so nobody comes twice before everybody has come once.
    const known = 1 + (((id % this.#customers) * 7919) % this.#customers)
    const number = kind < 8 ? known : id
    const email = kind === 9 ? `guest${String(id)}@example.com` : `customer${String(number)}@example.com`
    const person = { first_name: 'Anna', last_name: 'Berger', city: 'Berlin', country_code: 'DE' }
    const buyerId = FIRST_CUSTOMER + (kind < 8 ? known : 1_000_000_000_000 + id)
    const customer = {
      id: buyerId,
      admin_graphql_api_id: `gid://shopify/Customer/${String(buyerId)}`,
      email,
      first_name: 'Anna',
      last_name: 'Berger',
      state: 'enabled',
      created_at: now,
      updated_at: now,
      default_address: person,
    }
    return orderExample({
      id,
      admin_graphql_api_id: `gid://shopify/Order/${String(id)}`,
      name: `#${String(id)}`,
      email,
      created_at: now,
      processed_at: now,
      updated_at: now,
      customer: kind === 9 ? null : customer,
      line_items: [0, 1, 2].map((line) => lineOf(id, line)),
      refunds: [],
      test: false,
      cancelled_at: null,
      cancel_reason: null,
    })
  }
}

function lineOf(orderId: number, line: number) {
  const id = orderId * 4 + line
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${String(id)}`,
    product_id: FIRST_PRODUCT + 1 + ((orderId * 31 + line * 7) % PRODUCTS),
    title: 'Ring Aurora',
    quantity: 1,
    current_quantity: 1,
    price: '50.00',
    total_discount: '0.00',
    discount_allocations: [],
    taxable: true,
    requires_shipping: true,
    properties: [],
    tax_lines: [],
  }
}
