import { describe, expect, test } from 'vitest'
import { completionsAt } from '../../../../app/segments/index.ts'

/** The cursor is where the bar is. */
function offered(marked: string): string[] {
  const offset = marked.indexOf('|')
  return completionsAt(marked.replace('|', ''), offset).completions.map(({ text }) => text)
}

describe('what is offered while a query is typed', () => {
  test.each([
    ['number_of_o|', ['number_of_orders']],
    ['number_of_orders = 1 |', ['AND', 'OR']],
    ['number_of_orders = 1 o|', ['OR']],
    ['customer_tags |', ['CONTAINS', 'NOT CONTAINS', 'IS NULL', 'IS NOT NULL']],
    ['customer_tags NOT c|', ['CONTAINS']],
    ["rfm_group = 'LO|", ["'LOYAL'", "'ALMOST_LOST'", "'PREVIOUSLY_LOYAL'"]],
    ['products_purchased M|', ['MATCHES', 'NOT MATCHES']],
    ['products_purchased MATCHES (id = 1, quan|', ['quantity', 'sum_quantity']],
    ['products_purchased MATCHES (id = 1|', ['products_purchased.id']],
    ['products_purchased(id: 1) = |', ['true', 'false']],
    ['amount_spent BETWEEN 1 |', ['AND']],
    ["customer_within_distance MATCHES (coordinates = '1,1', |", ['distance_km', 'distance_mi']],
    ['nonsense = 1 AND |', []],
  ])('%s', (marked, texts) => {
    expect(offered(marked)).toEqual(texts)
  })

  test('begins with every name of the language', () => {
    expect(offered('|')).toEqual(expect.arrayContaining(['amount_spent', 'products_purchased', 'segment', '(']))
  })

  test('offers dates where a date stands', () => {
    expect(offered('last_order_date >= |')).toEqual(expect.arrayContaining(['today', '-30d']))
    expect(offered('orders_placed MATCHES (date >= t|')).toEqual(
      expect.arrayContaining(['today', 'orders_placed.date']),
    )
  })

  test('replaces the whole word under the cursor', () => {
    expect(completionsAt('number_of = 1', 6).replace).toEqual({ start: 0, end: 9 })
    expect(completionsAt("rfm_group = 'LOYAL'", 15).replace).toEqual({ start: 12, end: 19 })
    expect(completionsAt('number_of_orders = 1 ', 21).replace).toEqual({ start: 21, end: 21 })
  })
})
