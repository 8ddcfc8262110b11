import { gid } from '../../ids.ts'
import { moneyFormat } from '../../money.ts'
import { shopFacts, shopTimezone } from '../../shop.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime } from '../values.ts'

const languageNames: Record<string, string> = { de: 'German', en: 'English' }

export const shopFields: Fields = {
  id: () => gid('Shop', shopFacts.id),
  name: () => shopFacts.name,
  email: () => shopFacts.email,
  contactEmail: () => shopFacts.email,
  description: () => null,
  shopOwnerName: () => shopFacts.owner,
  myshopifyDomain: (_source: object, _: object, { shop }: Context) => shop.domain,
  url: (_source: object, _: object, { shop }: Context) => `https://${shop.domain}`,
  primaryDomain: (_source: object, _: object, { shop }: Context) => ({
    id: gid('Domain', shopFacts.id),
    host: shop.domain,
    url: `https://${shop.domain}`,
    sslEnabled: true,
  }),
  currencyCode: (_source: object, _: object, { currency }: Context) => currency,
  enabledPresentmentCurrencies: (_source: object, _: object, { currency }: Context) => [currency],
  currencyFormats: (_source: object, _: object, { currency }: Context) => ({
    moneyFormat: moneyFormat(currency),
    moneyInEmailsFormat: moneyFormat(currency),
    moneyWithCurrencyFormat: `${moneyFormat(currency)} ${currency}`,
    moneyWithCurrencyInEmailsFormat: `${moneyFormat(currency)} ${currency}`,
  }),
  ianaTimezone: (_source: object, _: object, { shop }: Context) => shopTimezone(shop.state),
  plan: () => ({ publicDisplayName: 'Basic', partnerDevelopment: true, shopifyPlus: false }),
  shopAddress: () => ({
    id: gid('ShopAddress', shopFacts.id),
    address1: shopFacts.address.address1,
    address2: null,
    city: shopFacts.address.city,
    zip: shopFacts.address.zip,
    province: shopFacts.address.province,
    provinceCode: shopFacts.address.provinceCode,
    country: shopFacts.address.country,
    countryCodeV2: shopFacts.address.countryCode,
    company: null,
    phone: null,
    latitude: null,
    longitude: null,
    coordinatesValidated: false,
  }),
  taxesIncluded: () => true,
  taxShipping: () => true,
  weightUnit: () => 'KILOGRAMS',
  unitSystem: () => 'METRIC_SYSTEM',
  createdAt: () => '2021-03-01T08:00:00Z',
  updatedAt: (_source: object, _: object, { shop }: Context) => dateTime(shop.now().toISOString()),
}

/** The languages that the shop has published. */
export function shopLocales() {
  return shopFacts.locales.map((locale) => ({
    locale,
    name: languageNames[locale] ?? locale,
    primary: locale === shopFacts.primaryLocale,
    published: true,
  }))
}
