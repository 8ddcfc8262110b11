import { expect, it } from 'vitest'
import { isLate, judge, type Judgement, type Standing } from '../../../../app/intake/receipt/judgement.ts'

const now = new Date('2026-11-24T14:35:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const well: Standing = {
  history: 'done',
  completeTo: ago(3),
  lagging: [],
  nightly: [],
  missingScopes: [],
  waiting: 0,
  waitingSince: null,
  failed: 0,
}

it.each<[string, Partial<Standing>, Judgement]>([
  ['keeps up', {}, { outcome: 'complete', completeTo: ago(3) }],
  ['works on what has just come', { waiting: 9, waitingSince: ago(4) }, { outcome: 'complete', completeTo: ago(3) }],
  ['was compared two hours ago', { completeTo: ago(120) }, { outcome: 'complete', completeTo: ago(120) }],
  [
    'compares its stock at night only, last a day ago',
    { nightly: [{ kind: 'stock', nightly: true, completeTo: ago(25 * 60), problem: null }] },
    { outcome: 'complete', completeTo: ago(3) },
  ],
  ['is being imported', { history: 'running', completeTo: null }, { outcome: 'incomplete' }],
  ['is being imported anew', { history: 'running', completeTo: ago(9000) }, { outcome: 'incomplete' }],
  ['was imported in part', { history: 'failed' }, { outcome: 'incomplete' }],
  ['was never imported', { history: 'none', completeTo: null }, { outcome: 'incomplete' }],
])('a shop that %s gets no warning', (_, known, judgement) => {
  expect(judge({ ...well, ...known }, now)).toEqual(judgement)
})

it.each<[string, Partial<Standing>, string[]]>([
  ['a delivery waits for more than five minutes', { waiting: 2, waitingSince: ago(6) }, ['waiting']],
  ['a delivery has failed', { failed: 1 }, ['failed']],
  ['the last comparison is more than two hours old', { completeTo: ago(121) }, ['stale']],
  [
    'all of that',
    { waiting: 2, waitingSince: ago(6), failed: 1, completeTo: ago(200) },
    ['failed', 'waiting', 'stale'],
  ],
  ['a permission is missing', { missingScopes: ['read_returns'] }, ['scopes']],
  [
    'something of one kind could not be read',
    { lagging: [{ kind: 'discount', nightly: false, completeTo: ago(500), problem: 'denied' }] },
    ['unread'],
  ],
  [
    'a night has gone by in which stock was not compared',
    { nightly: [{ kind: 'stock', nightly: true, completeTo: ago(28 * 60), problem: null }] },
    ['night'],
  ],
  ['a delivery fails during the import', { history: 'running', completeTo: null, failed: 1 }, ['failed']],
])('the warning is raised where %s', (_, known, lags) => {
  const judgement = judge({ ...well, ...known }, now)
  expect(judgement.outcome === 'behind' && judgement.lags.map(({ kind }) => kind)).toEqual(lags)
})

it('asks for attention, and speaks of no delay, where only a person has to act', () => {
  const lagsOf = (known: Partial<Standing>) => {
    const judgement = judge({ ...well, ...known }, now)
    return judgement.outcome === 'behind' ? judgement.lags : []
  }
  expect(isLate(lagsOf({ failed: 1, missingScopes: ['read_returns'] }))).toBe(false)
  expect(isLate(lagsOf({ failed: 1, completeTo: ago(121) }))).toBe(true)
})
