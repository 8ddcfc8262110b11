import type { CollectionRecord, CustomerRecord, OrderRecord, ProductRecord } from './records.ts'

// What a thing's own time may not tell: two changes within one second, tags and memberships, which have their own
// webhooks. Only fields that streams and exports read alike; versions.server.ts concludes the same from the rows.

export function orderFingerprint({ financialStatus, cancelledAt, totalMinor, refunds }: OrderRecord): string {
  const cancelled = cancelledAt === null ? null : 'cancelled'
  return joined([financialStatus, cancelled, String(totalMinor), list(refunds.map(({ id }) => String(id)))])
}

export function customerFingerprint(customer: CustomerRecord): string {
  const { email, firstName, lastName, phone, state, city, countryCode, note, tags } = customer
  return joined([email, firstName, lastName, phone, state, city, countryCode, note, list(tags ?? [])])
}

export function productFingerprint({ status, productType, title }: ProductRecord): string {
  return joined([status, productType, title])
}

export function collectionFingerprint({ title, productIds }: CollectionRecord): string {
  return joined([title, String(new Set(productIds).size)])
}

/** As concat_ws joins: null leaves no trace. */
function joined(parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ')
}

function list(words: string[]): string | null {
  return words.length === 0 ? null : [...words].sort().join()
}
