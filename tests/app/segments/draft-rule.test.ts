import { describe, expect, test } from 'vitest'
import { draftOf, ruleOf } from '../../../app/segments/draft-rule.ts'
import { readRules, type Rule } from '../../../app/segments/rules.ts'

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
    expect(ruleOf(draftOf(rule, 'k', 'EUR'), 'EUR')).toEqual(rule)
  })

  test.each([
    ['200', 20_000],
    ['12,5', 1_250],
    ['12.50', 1_250],
    ['1.234', 123_400],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1 234', 123_400],
    ['', 0],
    ['viel', 0],
    ['-5', 0],
    ['1.2.3', 0],
  ])('reads the amount "%s" as %i cents', (amount, minor) => {
    const draft = { ...draftOf({ kind: 'spent' }, 'k', 'EUR'), amount }
    expect(ruleOf(draft, 'EUR')).toEqual({ kind: 'spent', minor })
  })

  test('is refused with its place until it is complete', () => {
    const empty = ['prefers', 'spent', 'askedAbout', 'group'] as const
    const drafts = empty.map((kind) => ruleOf(draftOf({ kind }, kind, 'EUR'), 'EUR'))
    expect(readRules(drafts)).toEqual({
      outcome: 'invalid',
      problems: [
        { rule: 0, code: 'choose' },
        { rule: 1, code: 'amount' },
        { rule: 2, code: 'choose' },
        { rule: 3, code: 'choose' },
      ],
    })
  })
})
