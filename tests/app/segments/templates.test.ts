import { expect, test } from 'vitest'
import { segmentTemplates, unusedTemplates } from '../../../app/segments/templates.ts'
import type { Rule } from '../../../app/segments/index.ts'

const templates = segmentTemplates({ topType: 'Halsketten', askedType: 'Ringe' })
const ids = (segments: Rule[][]) =>
  unusedTemplates(
    templates,
    segments.map((rules) => ({ rules })),
  ).map(({ id }) => id)

test('a template that a segment was made from is not offered again, whatever its numbers became', () => {
  const winBack: Rule[] = [
    { kind: 'mayEmail' },
    { kind: 'prefers', types: ['Halsketten'] },
    { kind: 'lastOrder', when: 'before', days: 120 },
    { kind: 'spent', minor: 5_000 },
  ]
  expect(ids([])).toEqual(['winBack', 'asked', 'regularsAtRisk'])
  expect(ids([winBack])).toEqual(['asked', 'regularsAtRisk'])
})

test('a segment about something else leaves it on offer', () => {
  const other: Rule[] = [{ kind: 'mayEmail' }, { kind: 'lastOrder', when: 'before', days: 180 }]
  expect(ids([[...other, { kind: 'prefers', types: ['Broschen'] }], other])).toHaveLength(3)
})
