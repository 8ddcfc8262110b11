import { describe, expect, test } from 'vitest'
import { explainQuery, parseSegmentQuery, printSegmentQuery } from '../../../../app/segments/index.ts'
import { attributes } from '../../../../app/segments/language/attributes.ts'
import { functions } from '../../../../app/segments/language/functions.ts'
import { refused, understood } from './corpus.ts'
import { withoutPlaces } from './without-places.ts'
import { wordsIn } from './words.ts'

const german = await wordsIn('de')
const english = await wordsIn('en')

describe('a query of the corpus', () => {
  test.each(understood)('is understood: $query', ({ query, canonical = query, de, en }) => {
    const read = parsed(query)
    expect(printSegmentQuery(read)).toBe(canonical)
    expect(withoutPlaces(parsed(canonical))).toEqual(withoutPlaces(read))
    expect(explainQuery(read, german)).toBe(de)
    expect(explainQuery(read, english)).toBe(en)
  })

  test.each(refused)('is refused with place and remedy: $query', ({ query, line, column, message, expected }) => {
    const answer = parseSegmentQuery(query)
    if (answer.outcome === 'parsed') throw new Error(`understood as ${printSegmentQuery(answer.query)}`)
    expect({ line: answer.line, column: answer.column }).toEqual({ line, column })
    expect(answer.message).toBe(`Line ${line} Column ${column}: ${message}`)
    expect(answer.expected.map(({ text }) => text)).toEqual(expect.arrayContaining(expected))
  })

  test('covers every attribute, function and parameter of the catalogue', () => {
    const text = understood.map(({ query, canonical = query }) => canonical).join('\n')
    const names = functions.flatMap(({ name, parameters }) => [name, ...parameters.map((parameter) => parameter.name)])
    const missing = [...attributes.map(({ name }) => name), ...names].filter((name) => !text.includes(name))
    expect(missing).toEqual([])
    expect(understood.length + refused.length).toBeGreaterThanOrEqual(150)
  })
})

function parsed(query: string) {
  const answer = parseSegmentQuery(query)
  if (answer.outcome === 'invalid') throw new Error(answer.message)
  return answer.query
}
