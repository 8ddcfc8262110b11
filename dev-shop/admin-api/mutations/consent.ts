import { parseGid } from '../../ids.ts'
import { first, run } from '../../state/query.ts'
import type { CustomerRow } from '../../state/rows.ts'
import { announce } from '../../webhooks/announce.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { storedTime } from '../values.ts'

export const consentMutations: Fields = { customerEmailMarketingConsentUpdate: updateConsent }

type Input = {
  customerId: string
  emailMarketingConsent: {
    marketingState: string
    marketingOptInLevel?: string | null
    consentUpdatedAt?: string | null
  }
}

function updateConsent(_source: unknown, { input }: { input: Input }, context: Context) {
  const { marketingState: state, marketingOptInLevel: level, consentUpdatedAt } = input.emailMarketingConsent
  if (!['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'].includes(state)) {
    throw refusal(`Cannot specify ${state} as a marketing state input`, 'INVALID')
  }
  const id = parseGid(input.customerId, 'Customer')
  const customer = first<CustomerRow>(context.shop.state, 'select * from customers where id = ?', id)
  if (customer === undefined) return wrong(['input', 'customerId'], 'Customer not found', 'INVALID')
  if (customer.email === null) {
    return wrong(['input', 'customerId'], 'Customer must have an email address', 'INVALID')
  }
  const consent = ['input', 'emailMarketingConsent']
  if (state === 'PENDING' && level !== 'CONFIRMED_OPT_IN') {
    return wrong(
      [...consent, 'marketingOptInLevel'],
      'Marketing opt in level must be confirmed opt-in for pending consent state',
      'INVALID',
    )
  }
  if (state === 'SUBSCRIBED' && level == null) {
    return wrong([...consent, 'marketingOptInLevel'], 'Marketing opt in level must exist', 'MISSING_ARGUMENT')
  }
  const now = context.shop.now().toISOString()
  const since = consentUpdatedAt == null ? now : storedTime(consentUpdatedAt)
  if (since > now) {
    return wrong([...consent, 'consentUpdatedAt'], 'Consent updated at must not be in the future', 'INVALID')
  }
  writeConsent(context, customer, state, level ?? customer.email_opt_in_level, since)
  return {
    customer: first<CustomerRow>(context.shop.state, 'select * from customers where id = ?', id),
    userErrors: [],
  }
}

function writeConsent({ shop }: Context, customer: CustomerRow, state: string, level: string | null, since: string) {
  run(
    shop.state,
    `update customers set email_marketing_state = ?, email_opt_in_level = ?, email_consent_at = ?, updated_at = ?
      where id = ?`,
    state,
    level,
    since,
    shop.now().toISOString(),
    customer.id,
  )
  announce(shop, 'customers_email_marketing_consent/update', customer.id)
  announce(shop, 'customers/update', customer.id)
}

function wrong(field: string[], message: string, code: string) {
  return { customer: null, userErrors: [{ field, message, code }] }
}
