import { describe, expect, test } from 'vitest'
import { rowsOfText, textOfRows, type BuilderRow } from '../../../app/segments/rule-clauses.ts'

const both: [string, BuilderRow][] = [
  ["preferred_product_type = 'Ring\\'s'", { kind: 'prefers', types: ["Ring's"] }],
  ["preferred_product_type IN ('Ringe', 'Ketten')", { kind: 'prefers', types: ['Ringe', 'Ketten'] }],
  ['last_order_date < -180d', { kind: 'lastOrder', when: 'before', days: 180 }],
  ['last_order_date >= -30d', { kind: 'lastOrder', when: 'within', days: 30 }],
  ['amount_spent >= 200', { kind: 'spent', minor: 20_000 }],
  ['amount_spent >= 12.5', { kind: 'spent', minor: 1_250 }],
  ['amount_spent >= 0.05', { kind: 'spent', minor: 5 }],
  ['number_of_orders >= 3', { kind: 'orders', count: 3 }],
  ['may_email = true', { kind: 'mayEmail' }],
  ["service_requests MATCHES (product_type = 'Ringe')", { kind: 'askedAbout', types: ['Ringe'] }],
  ["rfm_group IN ('CHAMPIONS', 'AT_RISK')", { kind: 'group', groups: ['CHAMPIONS', 'AT_RISK'] }],
]

describe('the builder and the text', () => {
  test.each(both)('say the same: %s', (text, row) => {
    expect(rowsOfText(text, 'EUR')).toEqual([row])
    expect(textOfRows([row], 'EUR')).toBe(text)
  })

  test.each([
    'last_order_date < -6m',
    'last_order_date > -30d',
    'last_order_date >= today',
    'last_order_date >= +3d',
    'amount_spent > 5',
    'amount_spent >= 0.001',
    'amount_spent >= 99999999999999999999',
    'number_of_orders >= 0',
    'may_email = false',
    "preferred_product_type != 'Ringe'",
    "service_requests MATCHES (product_type = 'Ringe', count >= 2)",
    "service_requests NOT MATCHES (product_type = 'Ringe')",
    "number_of_orders >= 1 OR customer_tags CONTAINS 'VIP'",
  ])('leave to the text what the builder has no row for: %s', (text) => {
    expect(rowsOfText(text, 'EUR')).toEqual([{ kind: 'other', text }])
    expect(textOfRows([{ kind: 'other', text }], 'EUR')).toBe(text)
  })

  test('keep what stands beside a row that changes, in its parentheses', () => {
    const text = "(number_of_orders >= 1 OR customer_tags CONTAINS 'VIP') AND amount_spent >= 100"
    const [other, spent] = rowsOfText(text, 'EUR') ?? []
    if (other === undefined || spent?.kind !== 'spent') throw new Error('not two rows')
    expect(textOfRows([other, { ...spent, minor: 5_050 }, { kind: 'prefers', types: [] }], 'EUR')).toBe(
      text.replace('100', '50.5'),
    )
  })

  test('count money in the digits of the currency', () => {
    expect(rowsOfText('amount_spent >= 500', 'JPY')).toEqual([{ kind: 'spent', minor: 500 }])
    expect(textOfRows([{ kind: 'spent', minor: 500 }], 'JPY')).toBe('amount_spent >= 500')
    expect(textOfRows([{ kind: 'spent', minor: 1_500 }], 'KWD')).toBe('amount_spent >= 1.5')
  })

  test('hold nothing for no text, and say so of a text that is no query', () => {
    expect(rowsOfText('  ', 'EUR')).toEqual([])
    expect(rowsOfText('amount_spent >', 'EUR')).toBeNull()
    expect(textOfRows([], 'EUR')).toBe('')
  })
})
