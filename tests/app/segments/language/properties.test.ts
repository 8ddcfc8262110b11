import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completionsAt, explainQuery, parseSegmentQuery, printSegmentQuery } from '../../../../app/segments/index.ts'
import { MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_LENGTH, MAX_VALUES } from '../../../../app/segments/language/limits.ts'
import { readQuery } from '../../../../app/segments/language/parse.ts'
import { anyQuery } from './any-query.ts'
import { understood } from './corpus.ts'
import { withoutPlaces } from './without-places.ts'
import { wordsIn } from './words.ts'

const words = await wordsIn('de')

describe('every query', () => {
  test('reads the same after it was printed, and prints the same after it was read', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const text = printSegmentQuery(query)
        const read = parsed(text)
        expect(withoutPlaces(read)).toEqual(withoutPlaces(query))
        expect(printSegmentQuery(read)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('can be said in plain words', () => {
    fc.assert(fc.property(anyQuery, (query) => explainQuery(query, words).length > 0))
  })

  test('has a place in the text for each of its parts, inside the place of the whole', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const text = printSegmentQuery(query)
        for (const part of partsOf(parsed(text))) {
          if (part.kind === 'and' || part.kind === 'or') continue
          expect(text.slice(part.at.start, part.at.end)).toBe(printSegmentQuery(part))
        }
      }),
    )
  })
})

// Pieces of the language in any order come further into the parser than random characters do.
const pieces = [
  ...understood
    .map(({ query }) => query)
    .join(' ')
    .split(' '),
  ...[
    "'",
    '"',
    '\\',
    '(',
    ')',
    ',',
    ':',
    '=',
    '!=',
    ' ',
    '\n',
    '\r\n',
    '-',
    '+',
    '1',
    '2026-02-30',
    'NOT',
    'IN',
    'BETWEEN',
  ],
  ...['\u0000', '😀', '\ud800', '‘', '__proto__', 'constructor', 'toString', 'metafields..', 'customer.'],
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join('')),
  fc
    .tuple(fc.constantFrom(...understood), fc.nat(), fc.nat(5), fc.constantFrom(...pieces))
    .map(([{ query }, place, length, piece]) => {
      const start = place % (query.length + 1)
      return query.slice(0, start) + piece + query.slice(start + length)
    }),
)

describe('any text', () => {
  test('is understood or refused at a place inside it, and never makes the parser fall over', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const answer = parseSegmentQuery(text)
        if (answer.outcome === 'parsed') {
          const printed = printSegmentQuery(answer.query)
          expect(withoutPlaces(parsed(printed))).toEqual(withoutPlaces(answer.query))
          return
        }
        const { start, end } = answer.problem.at
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(text.length)
        const lines = text.split(/\r\n|\r|\n/)
        expect(answer.line).toBeLessThanOrEqual(lines.length)
        expect(answer.column).toBeLessThanOrEqual((lines[answer.line - 1]?.length ?? 0) + 1)
        expect(answer.message.startsWith(`Line ${answer.line} Column ${answer.column}: `)).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  test('can be completed at any place', () => {
    fc.assert(
      fc.property(anyText, fc.nat(250), (text, offset) => {
        const { replace } = completionsAt(text, offset)
        expect(replace.start).toBeLessThanOrEqual(replace.end)
        expect(replace.end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('is looked at a bounded number of times a token, however it is built', () => {
    const clause = 'number_of_orders = 1'
    const most = MAX_QUERY_LENGTH
    const built = {
      typical: understood
        .slice(0, 60)
        .map(({ query }) => `(${query})`)
        .join(' AND '),
      'many clauses': Array(MAX_CLAUSES).fill(clause).join(' OR '),
      'parentheses that open': '('.repeat(most),
      'parentheses that close': `${clause}${')'.repeat(most - clause.length)}`,
      'nested as deep as allowed': `${'('.repeat(MAX_DEPTH)}${clause}${')'.repeat(MAX_DEPTH)}`,
      commas: ','.repeat(most),
      'commas in a list': `number_of_orders IN (${Array(MAX_VALUES).fill('1').join(',')})`,
      'a text without end': `customer_tags CONTAINS '${'x'.repeat(most - 30)}`,
      'quotes only': "'".repeat(most),
      'backslashes only': `customer_tags CONTAINS '${'\\'.repeat(most - 30)}`,
      'one long word': 'x'.repeat(most),
      'one long number': `amount_spent > ${'1'.repeat(most - 20)}`,
      'words only': 'a '.repeat(most / 2),
      'not and not': 'customer_tags ' + 'NOT '.repeat(most / 5),
    }
    for (const [name, text] of Object.entries(built)) {
      const { tokens, steps } = readQuery(text).work
      expect(tokens, name).toBeLessThanOrEqual(text.length + 1)
      expect(steps, name).toBeLessThanOrEqual(12 * tokens)
    }
    expect(readQuery(built.typical).parsed.outcome).toBe('parsed')
  })
})

describe('what is too much is refused with its limit', () => {
  const clause = 'number_of_orders = 1'
  test.each([
    ['characters', ' '.repeat(MAX_QUERY_LENGTH + 1), 'tooLong'],
    ['parentheses', `${'('.repeat(MAX_DEPTH + 1)}${clause}${')'.repeat(MAX_DEPTH + 1)}`, 'tooDeep'],
    [
      'clauses',
      Array(MAX_CLAUSES + 1)
        .fill(clause)
        .join(' OR '),
      'tooManyClauses',
    ],
    [
      'values',
      `number_of_orders IN (${Array(MAX_VALUES + 1)
        .fill('1')
        .join(',')})`,
      'tooManyValues',
    ],
  ])('%s', (_, text, code) => {
    const answer = parseSegmentQuery(text)
    expect(answer.outcome === 'invalid' ? answer.problem.code : 'parsed').toBe(code)
  })
})

function parsed(text: string) {
  const answer = parseSegmentQuery(text)
  if (answer.outcome === 'invalid') throw new Error(`${answer.message}\n${text}`)
  return answer.query
}

function partsOf(condition: ReturnType<typeof parsed>): ReturnType<typeof parsed>[] {
  const inner = condition.kind === 'and' || condition.kind === 'or' ? condition.conditions : []
  return [condition, ...inner.flatMap(partsOf)]
}
