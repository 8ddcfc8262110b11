import { expect, test } from 'vitest'
import { newForm } from '../../../app/campaigns/draft-form.ts'
import { formProblems } from '../../../app/campaigns/form-problems.ts'

const german = { currency: 'EUR', language: 'de', timeZone: 'Europe/Berlin' } as const
const form = newForm('Neu', 'b7f6a9a0-1c9b-4a56-8b57-3c1f5d0f3c55', 'Ringe', german)

test('the form of a new campaign has nothing to mark, and amounts as Germans write them', () => {
  expect(formProblems(form, german)).toEqual([])
  expect(form.amount).toBe('10,00')
  expect(newForm('New', '', 'Ringe', { ...german, language: 'en' }).amount).toBe('10.00')
})

test.each([
  [{ name: ' ' }, 'name', 'name.missing', true],
  [{ name: 'x'.repeat(121) }, 'name', 'name.tooLong', false],
  [{ segmentIds: [] as string[] }, 'segmentIds', 'segment.missing', true],
  [{ percent: '150' }, 'value', 'percentage.wrong', false],
  [{ percent: '12,5' }, 'value', 'percentage.wrong', false],
  [{ percent: 'abc' }, 'value', 'percentage.wrong', false],
  [{ percent: '' }, 'value', 'percentage.missing', true],
  [{ valueKind: 'amount', amount: '-3' }, 'value', 'amount.wrong', false],
  [{ valueKind: 'amount', amount: 'abc' }, 'value', 'amount.wrong', false],
  [{ valueKind: 'amount', amount: '1,000' }, 'value', 'amount.wrong', false],
  [{ valueKind: 'amount', amount: '0' }, 'value', 'amount.wrong', false],
  [{ valueKind: 'amount', amount: ' ' }, 'value', 'amount.missing', true],
  [{ targetValue: '' }, 'target', 'product_type.missing', true],
  [{ targetKind: 'collection', targetValue: '' }, 'target', 'collection.missing', true],
  [{ validDays: '400' }, 'validDays', 'validDays.wrong', false],
  [{ validDays: '' }, 'validDays', 'validDays.missing', true],
] as const)('%o is marked with what is wrong', (fields, field, reason, empty) => {
  expect(formProblems({ ...form, ...fields }, german)).toMatchObject([{ field, reason, empty }])
})

test('a wrong percentage is no reproach to an amount', () => {
  expect(formProblems({ ...form, percent: '150', valueKind: 'amount', amount: '1.000,50' }, german)).toEqual([])
})
