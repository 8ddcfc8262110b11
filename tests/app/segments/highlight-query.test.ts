import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlightQuery } from '../../../app/segments/highlight-query.ts'
import { parseSegmentQuery, printSegmentQuery } from '../../../app/segments/index.ts'
import { anyQuery } from './language/any-query.ts'

test('names, keywords and values are told apart, and the word that is wrong is marked', () => {
  const text = "amount_spend > 5 AND customer_tags CONTAINS 'VIP'"
  const read = parseSegmentQuery(text)
  if (read.outcome === 'parsed') throw new Error('understood')
  const told = highlightQuery(text, read.problem.at).filter(({ text: word }) => word.trim() !== '')
  expect(told.map(({ text: word, tone, wrong }) => [word, wrong ? 'wrong' : tone])).toEqual([
    ['amount_spend', 'wrong'],
    ['>', 'plain'],
    ['5', 'value'],
    ['AND', 'keyword'],
    ['customer_tags', 'name'],
    ['CONTAINS', 'keyword'],
    ["'VIP'", 'value'],
  ])
})

test('a query that stops too early is marked behind its last word', () => {
  expect(highlightQuery('amount_spent >', { start: 14, end: 14 }).at(-1)).toEqual({
    text: ' ',
    tone: 'plain',
    wrong: true,
  })
})

test('no letter is lost or moved', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyQuery.map(printSegmentQuery), fc.string()),
      fc.nat(50),
      fc.nat(9),
      (text, start, length) => {
        const fault = { start: Math.min(start, text.length), end: Math.min(start + length, text.length) }
        const shown = highlightQuery(text, fault)
        expect(
          shown
            .map((stretch) => stretch.text)
            .join('')
            .trimEnd(),
        ).toBe(text.trimEnd())
      },
    ),
  )
})
