import { expect, test } from 'vitest'
import { evidenceOf } from '../../../app/profiles/evidence.ts'
import { openTexts } from '../../../app/ui/i18n.ts'

const days: Record<string, string> = { '2026-03-12': '12. März 2026', '2026-11-03': '3. November 2026' }
const words = {
  day: (moment: string) => days[moment] ?? '?',
  money: (minor: number) => `${String(minor / 100)} €`,
  number: String,
}
const bought = {
  kind: 'product_type' as const,
  value: 'Ringe',
  said: null,
  views: 0,
  lastViewedAt: null,
  orders: 4,
  ofOrders: 5,
  pieces: 6,
  spentMinor: 20_000,
  lastOrderAt: '2026-03-12',
  score: 0.7,
}
const never = { orders: 0, pieces: 0, spentMinor: 0, lastOrderAt: null }
const asked = { questions: 1, lastAskedAt: '2026-11-03' }
const silent = { questions: 0, lastAskedAt: null }

test.each([
  [{ ...bought, ...silent }, '4 von 5 Bestellungen, zuletzt am 12. März 2026 · für 200 € ohne Rückgaben'],
  [{ ...bought, ...never, ...asked }, 'fragte am 3. November 2026 nach „Ringe“'],
  [
    { ...bought, orders: 1, spentMinor: 0, ...asked, questions: 3 },
    '1 von 5 Bestellungen, am 12. März 2026 · fragte 3-mal nach „Ringe“, zuletzt am 3. November 2026',
  ],
  [
    { ...bought, ...never, ...silent, views: 2, lastViewedAt: '2026-11-03' },
    'an 2 Tagen angesehen, zuletzt am 3. November 2026',
  ],
  [
    { ...bought, ...never, ...asked, kind: 'vendor' as const, value: 'Atelier Lindner' },
    'fragte am 3. November 2026 nach einem Stück von „Atelier Lindner“',
  ],
])('a preference says why: %#', (preference, expected) => {
  const t = openTexts('de').getFixedT('de', 'profiles')
  const said = evidenceOf(preference, words).map(({ key, values }) => t(key, values))
  expect(said.join(' · ')).toBe(expected)
})
