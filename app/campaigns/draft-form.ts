import { parseMinor, readAmount, writeAmount, type Language } from '../kernel/index.ts'
import type { Messages, MessageText, OfferTarget, OfferValue } from './campaign.ts'
import { defaultMessages } from './default-messages.ts'

/** The editor's fields as a person types them. */
export type DraftForm = {
  name: string
  segmentId: string
  valueKind: OfferValue['kind']
  percent: string
  amount: string
  targetKind: OfferTarget['kind']
  targetValue: string
  messages: Messages
  validDays: string
}

/** Whose amounts are read and written. */
export type Reader = { currency: string; language: Language }

type Start = {
  name: string
  segmentId: string | null
  value: OfferValue
  target: OfferTarget
  messages: Messages
  validDays: number
}

/** What an existing draft puts into the fields. */
export function formOf(draft: Start, { currency, language }: Reader): DraftForm {
  const { name, value, target, messages, validDays } = draft
  return {
    name,
    segmentId: draft.segmentId ?? '',
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
  const start = { name, segmentId, value: { kind: 'percentage', percent: 20 }, target, validDays: 30 } as const
  return formOf({ ...start, messages: defaultMessages }, reader)
}

/** What the fields say, for the server to check; what is no number becomes null. */
export function inputOf(form: DraftForm, titles: Map<string, string>, { currency, language }: Reader): unknown {
  const { name, segmentId, targetKind, targetValue, messages } = form
  const value =
    form.valueKind === 'percentage'
      ? { kind: 'percentage', percent: numberIn(form.percent) }
      : { kind: 'amount', minor: readAmount(form.amount, currency, language) }
  const title = targetKind === 'product_type' ? targetValue : (titles.get(targetValue) ?? '')
  const target = { kind: targetKind, value: targetValue, title }
  return { name, segmentId, value, target, messages, validDays: numberIn(form.validDays) }
}

/** The number in a field; null for what is none. */
export function numberIn(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(number) ? null : number
}

/** The messages with some of one language replaced. */
export function withMessage(messages: Messages, language: Language, parts: Partial<MessageText>): Messages {
  return { ...messages, [language]: { ...messages[language], ...parts } }
}
