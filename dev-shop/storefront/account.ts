import type { DevShop } from '../shop.ts'
import { takeId } from '../state/open.ts'
import { first, run } from '../state/query.ts'
import type { CustomerRow } from '../state/rows.ts'
import { insertsInto } from '../stock/inserts.ts'
import { customerByEmail } from './discounts.ts'

/** A postal address as the tables keep it. */
export type Address = { address1: string; city: string; zip: string; countryCode: string; country: string }

/** Who buys. A guest's order belongs to nobody, even when the e-mail is known. */
export type Buyer = {
  customerId?: string
  email?: string
  guest?: boolean
  firstName?: string
  lastName?: string
  address?: Address
  acceptsMarketing?: boolean
}

export type Account =
  | { outcome: 'unknown' }
  | {
      outcome: 'known'
      customerId: string | null
      email: string | null
      isNew: boolean
      consented: boolean
      firstName: string | null
      lastName: string | null
      address: string | null
    }

/** Finds or opens the account that an order belongs to, and notes a consent given at the checkout. */
export function accountFor(shop: DevShop, buyer: Buyer, locale: string): Account {
  const address = buyer.address ? JSON.stringify({ ...buyer.address, provinceCode: null, phone: null }) : null
  const email = buyer.email?.trim() ?? null
  if (buyer.guest) {
    const { firstName = null, lastName = null } = buyer
    return { outcome: 'known', customerId: null, email, isNew: false, consented: false, firstName, lastName, address }
  }
  const known = buyer.customerId ?? customerByEmail(shop.state, email)
  if (known === null && email === null) return { outcome: 'unknown' }
  const id = known ?? openAccount(shop, buyer, email, locale, address)
  const customer = first<CustomerRow>(shop.state, 'select * from customers where id = ?', id)
  if (!customer) return { outcome: 'unknown' }
  return {
    outcome: 'known',
    customerId: id,
    email: customer.email,
    isNew: known === null,
    consented: buyer.acceptsMarketing === true && subscribe(shop, customer),
    firstName: buyer.firstName ?? customer.first_name,
    lastName: buyer.lastName ?? customer.last_name,
    address: address ?? customer.address,
  }
}

function openAccount(
  shop: DevShop,
  buyer: Buyer,
  email: string | null,
  locale: string,
  address: string | null,
): string {
  const id = takeId(shop.state)
  const now = shop.now().toISOString()
  insertsInto(shop.state).customer({
    id,
    first_name: buyer.firstName ?? null,
    last_name: buyer.lastName ?? null,
    email,
    locale,
    tags: '[]',
    email_marketing_state: 'NOT_SUBSCRIBED',
    email_opt_in_level: null,
    email_consent_at: null,
    address,
    created_at: now,
    updated_at: now,
  })
  return id
}

function subscribe(shop: DevShop, customer: CustomerRow): boolean {
  if (customer.email_marketing_state === 'SUBSCRIBED') return false
  run(
    shop.state,
    `update customers set email_marketing_state = 'SUBSCRIBED', email_opt_in_level = 'SINGLE_OPT_IN', email_consent_at = ? where id = ?`,
    shop.now().toISOString(),
    customer.id,
  )
  return true
}
