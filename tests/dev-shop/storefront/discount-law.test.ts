import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { judgeCode, judgeCodes, refusalReasons } from '../../../dev-shop/storefront/discount-law.ts'
import type { LawDiscount, LawLine, RefusalReason } from '../../../dev-shop/storefront/discount-law.ts'

const now = new Date('2026-11-23T12:00:00Z')
const base: LawDiscount = {
  code: 'TEST',
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: null,
  active: true,
  usageLimit: null,
  usageCount: 0,
  oncePerCustomer: false,
  context: { all: 'ALL' },
  value: { percentage: 0.1 },
  items: { all: true },
  minimum: null,
  combinesWith: { orderDiscounts: false, productDiscounts: false },
}
const lines: LawLine[] = [
  { variantId: 'v1', productId: 'p1', collectionIds: ['c1'], quantity: 2, price: 1000 },
  { variantId: 'v2', productId: 'p2', collectionIds: [], quantity: 1, price: 555 },
]
const anyone = { customerId: null, hasUsed: false }
const anna = { customerId: 'anna', hasUsed: false }

describe('a code is refused', () => {
  const table: [string, Partial<LawDiscount>, { customerId: string | null; hasUsed: boolean }, RefusalReason][] = [
    ['when it is switched off', { active: false }, anyone, 'inactive'],
    ['before its start', { startsAt: '2026-11-23T12:00:01.000Z' }, anyone, 'not-started'],
    ['from the moment of its end', { endsAt: '2026-11-23T12:00:00.000Z' }, anyone, 'expired'],
    ['once its uses are spent', { usageLimit: 1, usageCount: 1 }, anyone, 'used-up'],
    ['to the same customer twice', { oncePerCustomer: true }, { customerId: 'anna', hasUsed: true }, 'already-used'],
    ['when it is personal and nobody is known', { context: { customers: ['anna'] } }, anyone, 'log-in'],
    ['to another customer', { context: { customers: ['ben'] } }, anna, 'other-customer'],
    ['without an entitled item', { items: { collections: ['c9'] } }, anyone, 'no-entitled-items'],
    [
      'for too few entitled pieces',
      { items: { collections: ['c1'] }, minimum: { quantity: 3 } },
      anyone,
      'minimum-quantity',
    ],
    ['for too small a sum', { minimum: { subtotal: 2556 } }, anyone, 'minimum-subtotal'],
    ['when it takes nothing off', { value: { percentage: 0 } }, anyone, 'nothing-left'],
  ]
  test.each(table)('%s', (_, change, buyer, reason) => {
    expect(judgeCode({ ...base, ...change }, lines, buyer, now)).toEqual({ outcome: 'refused', reason })
  })

  test('when nobody has heard of it', () => {
    expect(judgeCode(undefined, lines, anyone, now)).toEqual({ outcome: 'refused', reason: 'unknown' })
  })
})

describe('a code takes off', () => {
  const table: [string, Partial<LawDiscount>, [number, number][]][] = [
    ['a percentage of everything', {}, [[0, 200], [1, 56]]],
    ['a percentage of one collection', { items: { collections: ['c1'] } }, [[0, 200]]],
    ['a percentage of a variant', { items: { products: [], variants: ['v2'] } }, [[1, 56]]],
    ['an amount once, in proportion', { value: { amount: 500, onEachItem: false } }, [[0, 391], [1, 109]]],
    ['an amount on each piece', { value: { amount: 600, onEachItem: true } }, [[0, 1200], [1, 555]]],
    ['no more than there is', { value: { amount: 9999, onEachItem: false } }, [[0, 2000], [1, 555]]],
    ['what its one customer is due', { context: { customers: ['anna'] } }, [[0, 200], [1, 56]]],
  ] // prettier-ignore
  test.each(table)('%s', (_, change, expected) => {
    const verdict = judgeCode({ ...base, ...change }, lines, anna, now)
    expect(verdict).toMatchObject({ outcome: 'applies' })
    if (verdict.outcome === 'applies') {
      expect(verdict.lines.map(({ lineIndex, amount }) => [lineIndex, amount])).toEqual(expected)
    }
  })
})

test('two codes apply together only where each allows the other’s class', () => {
  const both = { orderDiscounts: true, productDiscounts: true }
  const order = { ...base, combinesWith: both }
  const product = { ...base, items: { collections: ['c1'] }, combinesWith: both }
  const judge = (...codes: LawDiscount[]) => judgeCodes(codes, lines, () => anna, now)
  expect(judge(product, order)).toMatchObject([{ total: 200 }, { total: 236 }])
  expect(judge(product, base)).toMatchObject([{ total: 200 }, { reason: 'not-combinable' }])
  expect(judge({ ...base, combinesWith: { orderDiscounts: false, productDiscounts: true } }, product)).toMatchObject([
    { outcome: 'applies' },
    { outcome: 'applies' },
  ])
})

const anyLine = fc.record({
  variantId: fc.constantFrom('v1', 'v2'),
  productId: fc.constantFrom('p1', 'p2'),
  collectionIds: fc.subarray(['c1', 'c2']),
  quantity: fc.integer({ min: 1, max: 50 }),
  price: fc.integer({ min: 0, max: 5_000_000 }),
})
const anyDiscount = fc
  .record({
    value: fc.oneof(
      fc.record({ percentage: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ amount: fc.integer({ min: 0, max: 9_000_000 }), onEachItem: fc.boolean() }),
    ),
    items: fc.constantFrom<LawDiscount['items']>(
      { all: true },
      { collections: ['c1'] },
      { products: ['p1'], variants: [] },
    ),
  })
  .map((change): LawDiscount => ({
    ...base,
    ...change,
    combinesWith: { orderDiscounts: true, productDiscounts: true },
  }))

test('the parts of any codes sum to their totals, are whole, and leave no line below zero', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 8 }),
      fc.array(anyDiscount, { minLength: 1, maxLength: 4 }),
      (cart, codes) => {
        const off = cart.map(() => 0)
        for (const verdict of judgeCodes(codes, cart, () => anyone, now)) {
          if (verdict.outcome === 'refused') continue
          expect(verdict.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(verdict.total)
          for (const { lineIndex, amount } of verdict.lines) {
            expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true)
            off[lineIndex] = (off[lineIndex] ?? 0) + amount
          }
        }
        expect(cart.every(({ quantity, price }, index) => (off[index] ?? 0) <= quantity * price)).toBe(true)
      },
    ),
  )
})

test.each(['de.default.json', 'en.json'])('the theme has words for every refusal in %s', (file) => {
  const path = new URL(`../../../dev-shop/storefront/theme/locales/${file}`, import.meta.url)
  const { refused } = JSON.parse(readFileSync(path, 'utf8')) as { refused: Record<string, string> }
  expect(Object.keys(refused).sort()).toEqual([...refusalReasons].sort())
})
