import type { PreferenceView } from './customer-view.ts'

type Words = { day: (moment: string) => string; money: (minor: number) => string; number: (value: number) => string }

/** A text key under `preferences` in the room's texts, and what fills it. */
export type EvidenceSentence = { key: string; values: Record<string, string | number> }

/** Why we believe in a preference: "4 of 5 orders, last on 12 March", "asked about rings on 3 November". */
export function evidenceOf(preference: PreferenceView, words: Words): EvidenceSentence[] {
  const { type, orders, ofOrders, spentMinor, lastOrderAt, questions, lastAskedAt } = preference
  const sentences: EvidenceSentence[] = []
  if (orders > 0 && lastOrderAt !== null) {
    const values = { count: orders, of: words.number(ofOrders), day: words.day(lastOrderAt) }
    sentences.push({ key: 'preferences.bought', values })
    if (spentMinor > 0) sentences.push({ key: 'preferences.spent', values: { amount: words.money(spentMinor) } })
  }
  if (questions > 0 && lastAskedAt !== null) {
    sentences.push({ key: 'preferences.asked', values: { count: questions, type, day: words.day(lastAskedAt) } })
  }
  return sentences
}
