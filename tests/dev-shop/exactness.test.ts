import { describe, expect, it } from 'vitest'
import { decimal, minorUnits } from '../../dev-shop/money.ts'
import { shopTime } from '../../dev-shop/webhooks/bodies/time.ts'
import { matchesFilter } from '../../dev-shop/webhooks/filter.ts'
import { pickFields } from '../../dev-shop/webhooks/include-fields.ts'
import { stringifyExact } from '../../dev-shop/webhooks/json.ts'

describe('money', () => {
  it.each([
    [0, 'EUR', '0.00'],
    [5, 'EUR', '0.05'],
    [-1250, 'EUR', '-12.50'],
    [1250, 'JPY', '1250'],
    [1, 'KWD', '0.001'],
    [499050, 'HUF', '4990.50'],
    [1250, 'IQD', '1.250'],
  ])('%i minor units of %s are %s and back', (minor, currency, text) => {
    expect(decimal(minor, currency)).toBe(text)
    expect(minorUnits(text, currency)).toBe(minor)
  })

  it.each(['1,5', '', '1.005', 'NaN'])('%s is no amount of euros', (text) => {
    expect(minorUnits(text, 'EUR')).toBeNull()
  })
})

describe('JSON with large numbers', () => {
  it('keeps every digit and reads back as what it was', () => {
    expect(stringifyExact({ id: 9_100_000_000_000_001n, list: [1, null, 'a"b'], nested: { ok: true } })).toBe(
      '{"id":9100000000000001,"list":[1,null,"a\\"b"],"nested":{"ok":true}}',
    )
  })
})

describe('times in the time zone of the shop', () => {
  it.each([
    ['2026-11-23T09:15:00.000Z', '2026-11-23T10:15:00+01:00'],
    ['2026-07-01T22:30:00.000Z', '2026-07-02T00:30:00+02:00'],
  ])('%s is %s', (iso, text) => {
    expect(shopTime(iso)).toBe(text)
  })
})

describe('include_fields', () => {
  it.each([
    [[], { id: 1n, customer: { id: 2n, note: 'x' }, lines: [{ id: 3n, sku: 's' }] }],
    [['id'], { id: 1n }],
    [['customer.id', 'lines.sku', 'absent'], { customer: { id: 2n }, lines: [{ sku: 's' }] }],
  ])('%j picks its part of a body', (fields, expected) => {
    const body = { id: 1n, customer: { id: 2n, note: 'x' }, lines: [{ id: 3n, sku: 's' }] }
    expect(pickFields(body, JSON.stringify(fields))).toEqual(expected)
  })
})

describe('the filter of a subscription', () => {
  const body = { id: 5, status: 'active', variants: [{ price: '12.00' }, { price: '30.00' }] }
  it.each([
    ['status:active', true],
    ['variants.price:>=25', true],
    ['variants.price:>30', false],
    ['status:draft OR id:5', true],
    ['status:active AND -id:5', false],
    ['title:*', false],
  ])('%s', (filter, passes) => {
    expect(matchesFilter(filter, body)).toBe(passes)
  })
})
