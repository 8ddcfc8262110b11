import { z } from 'zod'
import { gid } from '../../ids.ts'
import { moneyFormat, shopCurrency } from '../../money.ts'
import { shopFacts, shopTimezone } from '../../shop.ts'
import type { DevShop } from '../../shop.ts'
import type { JsonObject } from '../json.ts'
import { shopTime } from './time.ts'

/** shop/update and app/uninstalled: the shop itself. */
export function shopBody(shop: DevShop): JsonObject {
  const currency = shopCurrency(shop.state)
  const { address } = shopFacts
  return {
    id: BigInt(shopFacts.id),
    name: shopFacts.name,
    email: shopFacts.email,
    customer_email: shopFacts.email,
    domain: shop.domain,
    myshopify_domain: shop.domain,
    shop_owner: shopFacts.owner,
    address1: address.address1,
    address2: null,
    city: address.city,
    zip: address.zip,
    province: address.province,
    province_code: address.provinceCode,
    country: address.countryCode,
    country_code: address.countryCode,
    country_name: address.country,
    phone: '',
    latitude: null,
    longitude: null,
    source: null,
    primary_locale: shopFacts.primaryLocale,
    primary_location_id: 9_007_199_254_749_001n,
    created_at: '2021-03-01T09:00:00+01:00',
    updated_at: shopTime(shop.now().toISOString()),
    currency,
    enabled_presentment_currencies: [currency],
    timezone: `(GMT) ${shopTimezone(shop.state)}`,
    iana_timezone: shopTimezone(shop.state),
    money_format: moneyFormat(currency),
    money_with_currency_format: `${moneyFormat(currency)} ${currency}`,
    money_in_emails_format: moneyFormat(currency),
    money_with_currency_in_emails_format: `${moneyFormat(currency)} ${currency}`,
    weight_unit: 'kg',
    taxes_included: true,
    tax_shipping: null,
    county_taxes: true,
    auto_configure_tax_inclusivity: null,
    plan_display_name: 'Basic',
    plan_name: 'basic',
    has_discounts: true,
    has_gift_cards: false,
    has_storefront: true,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    finances: true,
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  }
}

const scopesExtra = z.object({ previous: z.array(z.string()), current: z.array(z.string()) })

/** app/scopes_update: what the app was allowed before and is allowed now come in `extra`. */
export function scopesBody(shop: DevShop, appId: string, extra: Record<string, unknown>): JsonObject {
  const { previous, current } = scopesExtra.parse(extra)
  return {
    id: BigInt(appId),
    shop_id: gid('Shop', shopFacts.id),
    previous,
    current,
    updated_at: shop.now().toISOString(),
  }
}
