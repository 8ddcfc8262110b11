import { describe, expect, test } from 'vitest'
import { resolveDate } from '../../../../app/segments/index.ts'
import { readDate } from '../../../../app/segments/language/dates.ts'

const BERLIN = 'Europe/Berlin'

/** The stretch that a written date means, as ISO texts without milliseconds. */
function stretch(written: string, timeZone: string, now: string): string {
  const date = readDate(written)
  if (date === null || date === 'no-such-day') throw new Error(`no date: ${written}`)
  const { from, until } = resolveDate(date, timeZone, new Date(now))
  return [from, until].map((moment) => moment.toISOString().replace(':00.000Z', 'Z').replace('.000Z', 'Z')).join(' ')
}

describe('a date of a query means', () => {
  test.each([
    ['today', BERLIN, '2026-11-24T12:00:00Z', '2026-11-23T23:00Z 2026-11-24T23:00Z'],
    ['today', BERLIN, '2026-11-23T23:30:00Z', '2026-11-23T23:00Z 2026-11-24T23:00Z'],
    ['yesterday', BERLIN, '2026-11-24T12:00:00Z', '2026-11-22T23:00Z 2026-11-23T23:00Z'],
    ['-30d', BERLIN, '2026-11-24T12:00:00Z', '2026-10-24T22:00Z 2026-10-25T23:00Z'],
    ['+1w', BERLIN, '2026-03-25T12:00:00Z', '2026-03-31T22:00Z 2026-04-01T22:00Z'],
    ['-1m', BERLIN, '2026-03-31T12:00:00Z', '2026-02-27T23:00Z 2026-02-28T23:00Z'],
    ['-1y', BERLIN, '2024-02-29T12:00:00Z', '2023-02-27T23:00Z 2023-02-28T23:00Z'],
    ['+4y', BERLIN, '2024-02-29T12:00:00Z', '2028-02-28T23:00Z 2028-02-29T23:00Z'],
    ['2026-03-29', BERLIN, '2026-11-24T12:00:00Z', '2026-03-28T23:00Z 2026-03-29T22:00Z'],
    ['2026-10-25', BERLIN, '2026-11-24T12:00:00Z', '2026-10-24T22:00Z 2026-10-25T23:00Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2026-11-24T12:00:00Z', '2025-12-31T10:00Z 2026-01-01T10:00Z'],
    ['2026-01-01', 'Pacific/Pago_Pago', '2026-11-24T12:00:00Z', '2026-01-01T11:00Z 2026-01-02T11:00Z'],
    ['2026-07-01T08:30:00', BERLIN, '2026-11-24T12:00:00Z', '2026-07-01T06:30Z 2026-07-01T06:30:01Z'],
    ['2026-01-01T08:30:00', 'Asia/Kolkata', '2026-11-24T12:00:00Z', '2026-01-01T03:00Z 2026-01-01T03:00:01Z'],
    ['2026-03-29T08:00:00', BERLIN, '2026-11-24T12:00:00Z', '2026-03-29T06:00Z 2026-03-29T06:00:01Z'],
    ['2026-10-25T01:00:00', BERLIN, '2026-11-24T12:00:00Z', '2026-10-24T23:00Z 2026-10-24T23:00:01Z'],
    ['2026-10-25T08:00:00', BERLIN, '2026-11-24T12:00:00Z', '2026-10-25T07:00Z 2026-10-25T07:00:01Z'],
  ])('%s in %s at %s: %s', (written, timeZone, now, expected) => {
    expect(stretch(written, timeZone, now)).toBe(expected)
  })

  test.each([
    '0001-01-01',
    '9999-12-31',
    '-9999y',
    '+9999y',
    '-9999m',
    '-9999w',
    '9999-12-31T23:59:59',
    '0001-01-01T00:00',
  ])('some stretch even as far away as %s', (written) => {
    for (const timeZone of [BERLIN, 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const [from, until] = stretch(written, timeZone, '2026-11-24T12:00:00Z').split(' ')
      expect(Date.parse(until ?? '')).toBeGreaterThan(Date.parse(from ?? ''))
    }
  })
})
