import { expect, it } from 'vitest'
import { outcomeOf, shareOf, type StepView } from '../../../app/intake/history/progress.ts'

it.each<[StepView['status'][], boolean, string]>([
  [[], false, 'none'],
  [['done', 'reading'], false, 'running'],
  [['failed', 'reading'], false, 'running'],
  [['failed', 'done'], true, 'failed'],
  [['done', 'done'], true, 'done'],
  [['done', 'canceled'], false, 'canceled'],
  [['failed', 'canceled'], true, 'canceled'],
])('an import with the steps %j, finished: %s, is %s', (statuses, finished, outcome) => {
  expect(
    outcomeOf(
      statuses.map((status) => ({ status })),
      finished,
    ),
  ).toBe(outcome)
})

it.each<[StepView['status'], number, number | null, number]>([
  ['waiting', 0, null, 0],
  ['exporting', 0, 100, 0.1],
  ['ready', 0, 100, 0.1],
  ['reading', 50, 100, 0.55],
  ['reading', 0, null, 0.1],
  ['reading', 0, 0, 0.1],
  ['done', 0, 0, 1],
])('a step that is %s with %i of %j done has come to %d', (status, done, total, share) => {
  expect(shareOf({ status, done, total })).toBeCloseTo(share)
})
