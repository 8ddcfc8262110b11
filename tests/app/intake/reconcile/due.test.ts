import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../../../app/intake/reconcile/difference.ts'
import { dueAt } from '../../../../app/intake/reconcile/due.ts'
import { spansOfLife, split } from '../../../../app/intake/reconcile/spans.ts'
import { dayIn, startOfDay } from '../../../../app/kernel/index.ts'

const at = (text: string) => new Date(text)

describe('recent changes are compared', () => {
  it.each([
    ['never before', null, '2026-03-10T14:32:00Z', '2026-03-10T14:32:00.000Z'],
    ['an hour ago', '2026-03-10T13:05:00Z', '2026-03-10T14:00:00Z', '2026-03-10T14:00:00.000Z'],
    ['before a stop of days', '2026-03-07T08:00:00Z', '2026-03-10T14:32:00Z', '2026-03-10T14:32:00.000Z'],
    ['within this hour', '2026-03-10T14:00:07Z', '2026-03-10T14:32:00Z', undefined],
  ])('where that was done %s', (_, finished, now, due) => {
    expect(dueAt('recent', finished === null ? null : at(finished), 'Europe/Berlin', at(now))?.toISOString()).toBe(due)
  })
})

describe('days are compared at three in the morning of the shop', () => {
  it.each([
    ['Europe/Berlin', '2026-03-09T02:00:30Z', '2026-03-10T00:59:00Z', undefined],
    ['Europe/Berlin', '2026-03-09T02:00:30Z', '2026-03-10T01:00:00Z', '2026-03-10T02:00:00.000Z'],
    ['Europe/Berlin', '2026-03-10T02:00:30Z', '2026-03-10T03:00:00Z', undefined],
    ['Asia/Kolkata', '2026-03-08T21:31:00Z', '2026-03-09T21:00:00Z', '2026-03-09T21:30:00.000Z'],
    ['America/New_York', '2026-03-07T08:01:00Z', '2026-03-08T07:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['Europe/Berlin', '2026-03-06T02:00:30Z', '2026-03-10T14:32:00Z', '2026-03-10T14:32:00.000Z'],
  ])('in %s after %s, seen from %s', (zone, finished, now, due) => {
    expect(dueAt('daily', at(finished), zone, at(now))?.toISOString()).toBe(due)
  })
})

describe('the life of a shop', () => {
  const now = at('2026-11-24T12:00:00Z')

  it.each(['Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles'])(
    'is told in %s by spans of whole days without a gap, the last month day by day',
    (zone) => {
      const spans = spansOfLife(zone, now)
      expect(spans.length).toBeLessThanOrEqual(64)
      expect(spans.at(-1)?.until).toEqual(now)
      spans.forEach(({ from }, place) => {
        expect(from).toEqual(place === 0 ? startOfDay(zone, from) : spans[place - 1]?.until)
        expect(startOfDay(zone, from)).toEqual(from)
      })
      expect(new Set(spans.slice(-31).map(({ from }) => dayIn(zone, from))).size).toBe(31)
    },
  )

  it('is cut down to any single day in three steps', () => {
    const wanted = startOfDay('Europe/Berlin', at('2019-03-31T12:00:00Z'))
    const holding = (spans: { from: Date; until: Date }[]) =>
      spans.find(({ from, until }) => from <= wanted && wanted < until) ?? { from: now, until: now }
    let span = holding(spansOfLife('Europe/Berlin', now))
    let steps = 0
    for (let parts = split('Europe/Berlin', span); parts.length > 1; parts = split('Europe/Berlin', span)) {
      span = holding(parts)
      steps += 1
    }
    expect(steps).toBeLessThanOrEqual(3)
    expect(span.from).toEqual(wanted)
    expect(span.until.getTime() - span.from.getTime()).toBe(23 * 3_600_000)
  })
})

describe('what the ledger holds of a thing', () => {
  const told = { updatedAt: at('2026-03-10T12:00:05Z'), fingerprint: 'paid 5000', parts: 2 }
  it.each([
    ['nothing', undefined, 'missing'],
    ['an older version', { ...told, updatedAt: at('2026-03-10T12:00:04Z') }, 'outdated'],
    ['another version of the same second', { ...told, fingerprint: 'pending 5000' }, 'outdated'],
    ['the same version', told, null],
    ['the same version, but not all of its lines', { ...told, parts: 1 }, 'outdated'],
    ['the same version with lines that the shop tells no more', { ...told, parts: 3 }, null],
    ['a newer version', { ...told, updatedAt: at('2026-03-10T12:00:06Z'), fingerprint: 'refunded 5000' }, null],
    ['its deletion', { ...told, updatedAt: new Date(0), deleted: true }, null],
  ])('%s differs as %s', (_, held, difference) => {
    expect(differenceOf(told, held && { deleted: false, ...held })).toBe(difference)
  })
})
