import type { PreferenceView } from './customer-view.ts'

type Words = { day: (moment: string) => string; money: (minor: number) => string; number: (value: number) => string }

/** A text key under `preferences` in the room's texts, and what fills it. */
export type EvidenceSentence = { key: string; values: Record<string, string | number> }

/** Why we believe in a preference: "4 of 5 orders, last on 12 March", "asked about rings on 3 November", "looked at it on 2 days". */
export function evidenceOf(preference: PreferenceView, words: Words, value = preference.value): EvidenceSentence[] {
  const { orders, ofOrders, spentMinor, lastOrderAt, questions, lastAskedAt, views, lastViewedAt } = preference
  // A question names a product or a type; that it speaks for the product's vendor and collections is our conclusion.
  const isOfPiece = preference.kind === 'vendor' || preference.kind === 'collection'
  const sentences: EvidenceSentence[] = []
  if (orders > 0 && lastOrderAt !== null) {
    const values = { count: orders, of: words.number(ofOrders), day: words.day(lastOrderAt) }
    sentences.push({ key: 'preferences.bought', values })
    if (spentMinor > 0) sentences.push({ key: 'preferences.spent', values: { amount: words.money(spentMinor) } })
  }
  if (questions > 0 && lastAskedAt !== null) {
    sentences.push({
      key: isOfPiece ? 'preferences.askedPiece' : 'preferences.asked',
      values: { count: questions, type: value, day: words.day(lastAskedAt) },
    })
  }
  if (views > 0 && lastViewedAt !== null) {
    sentences.push({ key: 'preferences.viewed', values: { count: views, day: words.day(lastViewedAt) } })
  }
  return sentences
}
