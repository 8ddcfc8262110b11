import { z } from 'zod'

/** A customer's address as a letter needs it; `lines` are street and what belongs to it. */
export type PostalAddress = {
  /** Shopify's, in digits. */
  id: string
  name: string | null
  company: string | null
  lines: string[]
  zip: string | null
  city: string | null
  province: string | null
  /** ISO 3166-1 alpha-2 */
  countryCode: string | null
  phone: string | null
  isDefault: boolean
}

const stored = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullable(),
    company: z.string().nullable(),
    lines: z.array(z.string()),
    zip: z.string().nullable(),
    city: z.string().nullable(),
    province: z.string().nullable(),
    countryCode: z.string().nullable(),
    phone: z.string().nullable(),
    isDefault: z.boolean(),
  }),
)

/** The addresses as the ledger keeps them; none where Shopify never told them. */
export function addressesFrom(column: unknown): PostalAddress[] {
  return column === null || column === undefined ? [] : stored.parse(column)
}

type Told = {
  id: string
  firstName: string | null
  lastName: string | null
  company: string | null
  address1: string | null
  address2: string | null
  zip: string | null
  city: string | null
  province: string | null
  countryCode: string | null
  phone: string | null
  isDefault: boolean
}

/** Addresses in one order whatever told them: the default first, then by id. */
export function toAddresses(told: Told[]): PostalAddress[] {
  return told
    .map(({ firstName, lastName, address1, address2, ...rest }) => ({
      ...rest,
      name: [firstName, lastName].filter(Boolean).join(' ') || null,
      lines: [address1, address2].filter((line) => line !== null),
    }))
    .sort((one, other) => Number(other.isDefault) - Number(one.isDefault) || (one.id < other.id ? -1 : 1))
}
