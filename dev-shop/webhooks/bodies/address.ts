import type { JsonObject } from '../json.ts'

export type StoredAddress = {
  address1?: string
  address2?: string | null
  city?: string
  zip?: string
  province?: string | null
  provinceCode?: string | null
  country?: string
  countryCode?: string
  phone?: string | null
  firstName?: string | null
  lastName?: string | null
}

type Name = { first_name: string | null; last_name: string | null }

/** A JSON column that holds an address, or null. */
export function readAddress(column: string | null): StoredAddress | null {
  return column === null ? null : (JSON.parse(column) as StoredAddress)
}

/** An address as orders carry it. */
export function orderAddress(address: StoredAddress, name: Name): JsonObject {
  return { ...commonFields(address, name), latitude: null, longitude: null }
}

/** An address as customers carry it. */
export function customerAddress(address: StoredAddress, name: Name, customerId: string): JsonObject {
  return {
    id: customerAddressId(customerId),
    customer_id: BigInt(customerId),
    ...commonFields(address, name),
    country_name: address.country ?? '',
    default: true,
  }
}

/** The number of the one address that the shop keeps of each customer. */
export function customerAddressId(customerId: string): bigint {
  return BigInt(customerId) + 500_000_000_000_000n
}

function commonFields(address: StoredAddress, name: Name): JsonObject {
  const firstName = address.firstName ?? name.first_name ?? ''
  const lastName = address.lastName ?? name.last_name ?? ''
  return {
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`.trim(),
    company: null,
    address1: address.address1 ?? '',
    address2: address.address2 ?? null,
    city: address.city ?? '',
    zip: address.zip ?? '',
    province: address.province ?? address.provinceCode ?? '',
    province_code: address.provinceCode ?? '',
    country: address.country ?? '',
    country_code: address.countryCode ?? '',
    phone: address.phone ?? '',
  }
}
