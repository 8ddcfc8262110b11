import type { ShopState } from '../../state/open.ts'
import { idSource } from '../id-source.ts'
import { insertsInto } from '../inserts.ts'
import { hash } from '../random.ts'
import { countryCodeOf } from './country-codes.ts'

type Known = { customer: string; since: string; country: string }

/** Makes a customer of every CustomerID among the staged lines, the longest known first. */
export function fillCustomers(state: ShopState): void {
  const nextId = idSource(state)
  const rows = insertsInto(state)
  state.exec('create temp table known (customer text primary key, id text not null) without rowid')
  const note = state.prepare('insert into known (customer, id) values (?, ?)')
  const known = state.prepare(
    `select customer, min(at) as since, country from staged where customer <> '' group by customer order by since, customer`,
  )
  for (const { customer, since, country } of known.iterate() as Iterable<Known>) {
    const id = nextId()
    note.run(customer, id)
    rows.customer({
      id,
      first_name: 'Customer',
      last_name: customer,
      email: emailOf(customer),
      locale: 'en',
      tags: '[]',
      ...consentOf(customer, since),
      address: addressIn(country),
      created_at: since,
      updated_at: since,
    })
  }
}

/** The address of a customer whose file gave none. */
export function emailOf(customer: string): string {
  return `customer-${customer.toLowerCase()}@example.com`
}

function consentOf(customer: string, since: string) {
  return hash(customer) % 2 === 0
    ? { email_marketing_state: 'SUBSCRIBED', email_opt_in_level: 'SINGLE_OPT_IN', email_consent_at: since }
    : { email_marketing_state: 'NOT_SUBSCRIBED', email_opt_in_level: null, email_consent_at: null }
}

/** An address that says no more than the country, or null where the file's country is none. */
export function addressIn(country: string): string | null {
  const countryCode = countryCodeOf(country)
  return countryCode === null
    ? null
    : JSON.stringify({ address1: '', city: '', zip: '', provinceCode: null, countryCode, country, phone: null })
}
