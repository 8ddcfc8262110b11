import { expect, test } from 'vitest'
import { trendOf } from '../../../app/segments/size-trend.ts'

const sizes = (...pairs: [string, number][]) => pairs.map(([day, members]) => ({ day, members }))

test.each([
  ['nothing', sizes(), { kind: 'first' }],
  ['one day', sizes(['2026-11-24', 5]), { kind: 'first' }],
  ['two days', sizes(['2026-11-23', 5], ['2026-11-24', 7]), { kind: 'more', by: 2, since: '2026-11-23' }],
  ['as many', sizes(['2026-11-23', 5], ['2026-11-24', 5]), { kind: 'same', since: '2026-11-23' }],
  [
    'more than thirty days',
    sizes(['2026-09-01', 1], ['2026-10-25', 9], ['2026-11-01', 2], ['2026-11-24', 6]),
    { kind: 'fewer', by: 3, since: '2026-10-25' },
  ],
])('of %s, the newest size is compared with the one of thirty days before', (_, days, trend) => {
  expect(trendOf(days)).toEqual(trend)
})
