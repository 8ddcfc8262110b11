import { expect, test } from 'vitest'
import { ageOf } from '../../../app/conversations/age.ts'

test.each([
  ['2026-11-23T11:59:50Z', 'de', 'gerade eben'],
  ['2026-11-23T11:59:50Z', 'en', 'just now'],
  ['2026-11-23T11:40:00Z', 'de', 'vor 20 Minuten'],
  ['2026-11-23T09:00:00Z', 'en', '3 hours ago'],
  ['2026-11-22T09:00:00Z', 'de', 'gestern'],
  ['2026-11-13T09:00:00Z', 'en', '10 days ago'],
] as const)('%s in %s is "%s" at noon of 23 November', (moment, language, words) => {
  expect(ageOf(moment, '2026-11-23T12:00:00Z', language)).toBe(words)
})
