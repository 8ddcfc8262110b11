import { gid } from '../../ids.ts'
import type { StoredAddress } from '../../webhooks/bodies/address.ts'

type Name = { first_name: string | null; last_name: string | null }

/** A stored address as the Admin API shows it; the id is that of what it belongs to, as the shop keeps one each. */
export function mailingAddress(address: StoredAddress, ownerId: string, owner: Name) {
  const firstName = address.firstName ?? owner.first_name
  const lastName = address.lastName ?? owner.last_name
  return {
    id: gid('MailingAddress', ownerId),
    firstName,
    lastName,
    name: [firstName, lastName].filter(Boolean).join(' '),
    company: null,
    address1: address.address1 ?? null,
    address2: address.address2 ?? null,
    city: address.city ?? null,
    zip: address.zip ?? null,
    province: address.province ?? null,
    provinceCode: address.provinceCode ?? null,
    country: address.country ?? null,
    countryCodeV2: address.countryCode ?? null,
    phone: address.phone ?? null,
    latitude: null,
    longitude: null,
    coordinatesValidated: false,
  }
}
