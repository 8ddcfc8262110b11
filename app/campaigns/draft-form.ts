import { dayIn, momentAt, parseMinor, readAmount, timeIn, writeAmount, type Language } from '../kernel/index.ts'
import { DEFAULT_HOLDOUT, type Messages, type OfferTarget, type OfferValue } from './campaign.ts'
import { defaultMessages } from './default-messages.ts'

/** The editor's fields as a person types them. */
export type DraftForm = {
  name: string
  segmentIds: string[]
  exceptIds: string[]
  holdoutPercent: string
  /** The day and the time by the shop's clock, "2026-11-24" and "09:00"; both empty for at once. */
  plannedDay: string
  plannedTime: string
  valueKind: OfferValue['kind']
  percent: string
  amount: string
  targetKind: OfferTarget['kind']
  targetValue: string
  messages: Messages
  validDays: string
}

/** Whose amounts are read and written. */
export type Reader = { currency: string; language: Language; timeZone: string }

type Start = {
  name: string
  segmentIds: string[]
  exceptIds: string[]
  holdoutPercent: number
  plannedAt: Date | string | null
  value: OfferValue
  target: OfferTarget
  messages: Messages
  validDays: number
}

/** What an existing draft puts into the fields. */
export function formOf(draft: Start, { currency, language, timeZone }: Reader): DraftForm {
  const { name, value, target, messages, validDays } = draft
  return {
    name,
    segmentIds: draft.segmentIds,
    exceptIds: draft.exceptIds,
    holdoutPercent: String(draft.holdoutPercent),
    ...plannedIn(draft.plannedAt, timeZone),
    valueKind: value.kind,
    percent: value.kind === 'percentage' ? String(value.percent) : '20',
    amount: writeAmount(
      { minor: value.kind === 'amount' ? value.minor : parseMinor('10', currency), currency },
      language,
    ),
    targetKind: target.kind,
    targetValue: target.value,
    messages,
    validDays: String(validDays),
  }
}

/** A new campaign: 20 % on the first product type, valid for 30 days, in the default words. */
export function newForm(name: string, segmentId: string, productType: string | null, reader: Reader): DraftForm {
  const target = { kind: 'product_type', value: productType ?? '', title: productType ?? '' } as const
  const audience = { segmentIds: segmentId === '' ? [] : [segmentId], exceptIds: [], holdoutPercent: DEFAULT_HOLDOUT }
  const start = { name, plannedAt: null, value: { kind: 'percentage', percent: 20 }, target, validDays: 30 } as const
  return formOf({ ...start, ...audience, messages: defaultMessages }, reader)
}

/** What the fields say, for the server to check; what is no number becomes null. */
export function inputOf(
  form: DraftForm,
  titles: Map<string, string>,
  { currency, language, timeZone }: Reader,
): unknown {
  const { name, segmentIds, exceptIds, targetKind, targetValue, messages } = form
  const value =
    form.valueKind === 'percentage'
      ? { kind: 'percentage', percent: numberIn(form.percent) }
      : { kind: 'amount', minor: readAmount(form.amount, currency, language) }
  const title = targetKind === 'product_type' ? targetValue : (titles.get(targetValue) ?? '')
  const target = { kind: targetKind, value: targetValue, title }
  const plannedAt = plannedBy(form, timeZone)?.toISOString() ?? null
  const holdoutPercent = numberIn(form.holdoutPercent)
  const audience = { segmentIds, exceptIds, holdoutPercent, plannedAt }
  return { name, ...audience, value, target, messages, validDays: numberIn(form.validDays) }
}

/** The number in a field; null for what is none. */
export function numberIn(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(number) ? null : number
}

function plannedIn(at: Date | string | null, timeZone: string): Pick<DraftForm, 'plannedDay' | 'plannedTime'> {
  if (at === null) return { plannedDay: '', plannedTime: '' }
  const moment = new Date(at)
  return { plannedDay: dayIn(timeZone, moment), plannedTime: timeIn(timeZone, moment) }
}

/** The moment that the fields name; null where they name none. */
export function plannedBy(
  { plannedDay, plannedTime }: Pick<DraftForm, 'plannedDay' | 'plannedTime'>,
  timeZone: string,
): Date | null {
  if (plannedDay === '') return null
  return momentAt(timeZone, plannedDay, plannedTime === '' ? DEFAULT_TIME : plannedTime)
}

const DEFAULT_TIME = '09:00'

/** A message with one part replaced. */
export function withMessage(messages: Messages, language: Language, part: 'subject' | 'body', text: string): Messages {
  return { ...messages, [language]: { ...messages[language], [part]: text } }
}
