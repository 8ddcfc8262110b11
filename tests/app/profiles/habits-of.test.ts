import { expect, test } from 'vitest'
import type { PreferenceView } from '../../../app/profiles/customer-view.ts'
import { readValue } from '../../../app/profiles/evidence-row.ts'
import { habitsOf } from '../../../app/profiles/habits-of.ts'
import type { PreferenceKind } from '../../../app/profiles/preference-kinds.ts'

const seen = (kind: PreferenceKind, value: string, orders: number, ofOrders: number): PreferenceView => ({
  ...readValue([value, 9000, orders, 0, 0, 1]),
  ...{ kind, ofOrders, said: null },
})

test('what holds for half of the orders is how she buys, in the order it is said', () => {
  const preferences = [seen('price_band', '2000-5000', 2, 4), seen('channel', 'web', 4, 4), seen('weekday', '2', 3, 4)]
  expect(habitsOf(preferences)).toEqual([
    { kind: 'weekday', value: '2' },
    { kind: 'channel', value: 'web' },
    { kind: 'price_band', value: '2000-5000' },
  ])
})

test('what holds for fewer, or happened once, is no habit', () => {
  expect(habitsOf([seen('weekday', '2', 2, 5), seen('channel', 'web', 1, 1), seen('material', 'Gold', 5, 5)])).toEqual(
    [],
  )
})
