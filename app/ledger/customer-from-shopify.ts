import { z } from 'zod'
import { idFromGid, normaliseEmail } from '../kernel/index.ts'
import { toAddresses } from './postal-address.ts'
import type { CustomerRecord } from './records.ts'
import { readShape } from './shopify-json.ts'
import {
  address,
  bareId,
  gidText,
  moment,
  optionalMoment,
  optionalShortText,
  optionalText,
  ownId,
  sortTags,
  text,
} from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  email: optionalShortText,
  first_name: optionalShortText,
  last_name: optionalShortText,
  phone: optionalText,
  state: optionalText,
  note: optionalText,
  created_at: optionalMoment,
  updated_at: optionalMoment,
  default_address: address,
  addresses: z
    .array(
      z.object({
        id: bareId,
        first_name: optionalText,
        last_name: optionalText,
        company: optionalText,
        address1: optionalText,
        address2: optionalText,
        zip: optionalText,
        city: optionalText,
        province: optionalText,
        country_code: optionalText,
        phone: optionalText,
        default: z.boolean().nullish(),
      }),
    )
    .nullish(),
})

const EPOCH = new Date(0)

/** Reads customers/create, customers/update and the customer inside an order. @throws MalformedBody naming the field */
export function customerFromWebhook(body: unknown, toldAt: Date): CustomerRecord {
  const customer = readShape('customer', webhook, body)
  return {
    id: ownId('Customer', customer),
    email: normaliseEmail(customer.email),
    firstName: customer.first_name,
    lastName: customer.last_name,
    phone: customer.phone,
    locale: null,
    city: customer.default_address?.city ?? null,
    countryCode: customer.default_address?.country_code ?? null,
    state: customer.state?.toLowerCase() ?? null,
    tags: null,
    addresses: customer.addresses ? toAddresses(customer.addresses.map(addressOf)) : null,
    addressesWhole: true,
    note: customer.note,
    createdAt: customer.created_at ?? customer.updated_at ?? toldAt,
    updatedAt: customer.updated_at ?? EPOCH,
    toldAt,
    complete: true,
  }
}

type ToldAddress = NonNullable<z.infer<typeof webhook>['addresses']>[number]

function addressOf(told: ToldAddress) {
  const { id, first_name, last_name, country_code, default: isDefault, ...rest } = told
  return {
    ...rest,
    ...{ id: String(id), firstName: first_name, lastName: last_name, countryCode: country_code },
    isDefault: isDefault === true,
  }
}

const node = z.object({
  id: gidText,
  firstName: optionalText,
  lastName: optionalText,
  locale: optionalText,
  state: text,
  tags: z.array(text),
  note: optionalText,
  createdAt: moment,
  updatedAt: moment,
  defaultEmailAddress: z
    .object({ emailAddress: text, marketingState: text, marketingUpdatedAt: optionalMoment })
    .nullish(),
  defaultPhoneNumber: z
    .object({
      phoneNumber: text,
      smsMarketingConsent: z.object({ state: text, updatedAt: optionalMoment }).nullish(),
    })
    .nullish(),
  defaultAddress: z
    .object({
      id: gidText,
      firstName: optionalText,
      lastName: optionalText,
      company: optionalText,
      address1: optionalText,
      address2: optionalText,
      zip: optionalText,
      city: optionalText,
      province: optionalText,
      countryCodeV2: optionalText,
      phone: optionalText,
    })
    .nullish(),
})

type Said = { state: string; updatedAt: Date } | null

/** A customer of a bulk export, with what he last said about e-mails and about text messages. */
export type ExportedCustomer = { customer: CustomerRecord; marketing: Said; sms: Said }

/**
 * What a bulk export must ask of each customer for customerFromBulk. Of his addresses only the default one: a connection
 * of all would come as lines of their own, and the plain list is deprecated.
 */
export const CUSTOMER_FIELDS = `id firstName lastName locale state tags note createdAt updatedAt
  defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber smsMarketingConsent { state updatedAt } }
  defaultAddress { id firstName lastName company address1 address2 zip city province countryCodeV2 phone }`

/** Reads a customer of a bulk export that began at `toldAt`. @throws MalformedBody naming the field */
export function customerFromBulk(given: unknown, toldAt: Date): ExportedCustomer {
  const customer = readShape('customer', node, given)
  const { defaultEmailAddress: email, defaultAddress: home } = customer
  const said = email?.marketingUpdatedAt ?? null
  const sms = customer.defaultPhoneNumber?.smsMarketingConsent
  return {
    customer: {
      id: idFromGid('Customer', customer.id),
      email: normaliseEmail(email?.emailAddress),
      firstName: customer.firstName,
      lastName: customer.lastName,
      phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
      locale: customer.locale,
      city: home?.city ?? null,
      countryCode: home?.countryCodeV2 ?? null,
      state: customer.state.toLowerCase(),
      tags: sortTags(customer.tags),
      addresses: home ? toAddresses([homeOf(home)]) : null,
      addressesWhole: false,
      note: customer.note,
      createdAt: customer.createdAt,
      updatedAt: customer.updatedAt,
      toldAt,
    },
    marketing: email && said ? { state: email.marketingState.toLowerCase(), updatedAt: said } : null,
    sms: sms?.updatedAt ? { state: sms.state.toLowerCase(), updatedAt: sms.updatedAt } : null,
  }
}

function homeOf({ id, countryCodeV2, ...rest }: NonNullable<z.infer<typeof node>['defaultAddress']>) {
  return { ...rest, id: String(idFromGid('MailingAddress', id)), countryCode: countryCodeV2, isDefault: true }
}
