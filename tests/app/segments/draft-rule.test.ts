import { describe, expect, test } from 'vitest'
import { draftOf, problemOf, rowOf } from '../../../app/segments/draft-rule.ts'
import type { Rule } from '../../../app/segments/rules.ts'

const german = { currency: 'EUR', language: 'de' } as const

const rules: Rule[] = [
  { kind: 'prefers', types: ['Halsketten', 'Ringe'] },
  { kind: 'lastOrder', when: 'within', days: 30 },
  { kind: 'spent', minor: 12_050 },
  { kind: 'orders', count: 3 },
  { kind: 'mayEmail' },
  { kind: 'askedAbout', types: ['Ringe'] },
  { kind: 'group', groups: ['AT_RISK'] },
]

describe('a rule being edited', () => {
  test.each(rules)('comes back as it was: $kind', (rule) => {
    expect(rowOf(draftOf(rule, 'k', german), german)).toEqual(rule)
  })

  test.each([
    ['de', '1.000', 100_000],
    ['en', '1,000', 100_000],
    ['de', '', 0],
    ['de', 'viel', 0],
    ['de', '-5', 0],
  ] as const)('reads in %s the amount "%s" as %i cents', (language, amount, minor) => {
    const draft = { ...draftOf({ kind: 'spent' }, 'k', german), amount }
    expect(rowOf(draft, { currency: 'EUR', language })).toEqual({ kind: 'spent', minor })
  })

  test('writes amounts as its reader does', () => {
    const rule = { kind: 'spent', minor: 1_250 } as const
    expect(draftOf(rule, 'k', german).amount).toBe('12,50')
    expect(draftOf(rule, 'k', { ...german, language: 'en' }).amount).toBe('12.50')
    expect(draftOf({ ...rule, minor: 20_000 }, 'k', german).amount).toBe('200')
  })

  test.each([
    ['spent', { amount: '-5' }, { code: 'amount', empty: false }],
    ['spent', { amount: 'abc' }, { code: 'amount', empty: false }],
    ['spent', { amount: '' }, { code: 'amount', empty: true }],
    ['spent', { amount: '1.000' }, null],
    ['lastOrder', { days: '0' }, { code: 'days', empty: false }],
    ['orders', { count: '1,5' }, { code: 'count', empty: false }],
    ['prefers', {}, { code: 'choose', empty: true }],
    ['mayEmail', {}, null],
  ] as const)('of kind %s with %o is marked while it is typed: %o', (kind, typed, problem) => {
    expect(problemOf({ ...draftOf({ kind }, 'k', german), ...typed }, german)).toEqual(problem)
  })
})
