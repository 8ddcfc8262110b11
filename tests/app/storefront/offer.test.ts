import { expect, test } from 'vitest'
import { viewOf } from '../../../app/storefront/offer.ts'

const shop = { currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' }
// Half past midnight of 25 December in Berlin, still the 24th in UTC.
const offer = { code: 'ANNA-7Q', targetTitle: 'Ringe', endsAt: new Date('2026-12-24T23:30:00Z') }
const share = { ...offer, value: { kind: 'percentage', percent: 20 } } as const
const amount = { ...offer, value: { kind: 'amount', minor: 1250 } } as const

test.each([
  ['de', share, '20 %', '25. Dezember 2026'],
  ['en', share, '20%', 'December 25, 2026'],
  ['fr', amount, '12,50 €', '25 décembre 2026'],
  ['no locale!', amount, '12,50 €', '25. Dezember 2026'],
  [null, share, '20 %', '25. Dezember 2026'],
])('a shopper who reads %s sees value and last day in that spelling', (locale, given, value, lastDay) => {
  const view = viewOf(given, shop, locale)
  expect({ ...view, value: view.value.replace(/\s/g, ' ') }).toEqual({
    code: 'ANNA-7Q',
    value,
    target: 'Ringe',
    endsAt: '2026-12-24T23:30:00.000Z',
    lastDay,
  })
})

test('an offer without an end shows none', () => {
  expect(viewOf({ ...share, endsAt: null }, shop, 'de')).toMatchObject({ endsAt: null, lastDay: null })
})
