import { readAmount } from '../kernel/index.ts'
import { MOST_DAYS, MOST_HOLDOUT, MOST_MINOR, NAME_LENGTH } from './campaign.ts'
import { numberIn, type DraftForm, type Reader } from './draft-form.ts'
import type { DraftField } from './draft.ts'

/**
 * What is wrong with a field as it was typed. `empty` where nothing is in it yet, which is no mistake until somebody
 * wants to save. The reason is a key of the texts below `problem`, filled with what was typed.
 */
export type FieldProblem = { field: DraftField; reason: string; typed: string; empty: boolean }

/** Looks at the fields while they are typed; what is inside the messages only the server can read. */
export function formProblems(form: DraftForm, reader: Reader): FieldProblem[] {
  const value = form.valueKind === 'percentage' ? percentage(form.percent) : amount(form.amount, reader)
  return [
    text('name', form.name, 'name', form.name.trim().length > NAME_LENGTH),
    text('segmentIds', form.segmentIds.join(), 'segment'),
    number(
      'holdoutPercent',
      form.holdoutPercent,
      'holdoutPercent',
      wholeFrom(0, numberIn(form.holdoutPercent), MOST_HOLDOUT),
    ),
    value,
    text('target', form.targetValue, form.targetKind),
    days(form.validDays),
  ].filter((problem) => problem !== null)
}

function text(field: DraftField, typed: string, name: string, tooLong = false): FieldProblem | null {
  if (typed.trim() === '') return { field, reason: `${name}.missing`, typed, empty: true }
  return tooLong ? { field, reason: `${name}.tooLong`, typed, empty: false } : null
}

function percentage(typed: string): FieldProblem | null {
  return number('value', typed, 'percentage', wholeFrom1(numberIn(typed), 100))
}

function amount(typed: string, { currency, language }: Reader): FieldProblem | null {
  return number('value', typed, 'amount', wholeFrom1(readAmount(typed, currency, language), MOST_MINOR))
}

function days(typed: string): FieldProblem | null {
  return number('validDays', typed, 'validDays', wholeFrom1(numberIn(typed), MOST_DAYS))
}

function number(field: DraftField, typed: string, name: string, fine: boolean): FieldProblem | null {
  if (fine) return null
  const empty = typed.trim() === ''
  return { field, reason: `${name}.${empty ? 'missing' : 'wrong'}`, typed: typed.trim(), empty }
}

function wholeFrom1(value: number | null, most: number): boolean {
  return wholeFrom(1, value, most)
}

function wholeFrom(least: number, value: number | null, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most
}
