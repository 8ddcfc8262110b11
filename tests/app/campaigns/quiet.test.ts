import { describe, expect, test } from 'vitest'
import { plannedBy } from '../../../app/campaigns/draft-form.ts'
import { quietUntil } from '../../../app/campaigns/quiet.ts'

const ZONE = 'Europe/Berlin'
const night = { from: 21, until: 7 }

describe('quiet hours', () => {
  test.each([
    ['in the evening, until the next morning', '2026-11-24T21:30:00Z', '2026-11-25T06:00:00Z'],
    ['after midnight, until the same morning', '2026-11-24T23:30:00Z', '2026-11-25T06:00:00Z'],
    ['in the night in which summer time begins, an hour less', '2026-03-28T20:30:00Z', '2026-03-29T05:00:00Z'],
    ['in the night in which it ends, an hour more', '2026-10-24T19:30:00Z', '2026-10-25T06:00:00Z'],
  ])('hold %s', (_, now, end) => {
    expect(quietUntil(night, ZONE, new Date(now))).toEqual(new Date(end))
  })

  test('are over with their last hour, and do not hold by day or where there are none', () => {
    expect(quietUntil(night, ZONE, new Date('2026-11-25T06:00:00Z'))).toBeNull()
    expect(quietUntil(night, ZONE, new Date('2026-11-25T12:00:00Z'))).toBeNull()
    expect(quietUntil(null, ZONE, new Date('2026-11-25T00:00:00Z'))).toBeNull()
    expect(quietUntil({ from: 12, until: 14 }, ZONE, new Date('2026-11-25T12:00:00Z'))).toEqual(
      new Date('2026-11-25T13:00:00Z'),
    )
  })
})

describe('a planned time on the shop’s clock', () => {
  test.each([
    ['in winter', '2026-11-24', '09:00', '2026-11-24T08:00:00Z'],
    ['in summer', '2026-07-01', '09:00', '2026-07-01T07:00:00Z'],
    [
      'that is left out when summer time begins is as long after the change',
      '2026-03-29',
      '02:30',
      '2026-03-29T01:30:00Z',
    ],
    ['that comes twice when it ends is the first of both', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['on the morning after the change', '2026-03-29', '09:00', '2026-03-29T07:00:00Z'],
  ])('%s', (_, plannedDay, plannedTime, moment) => {
    expect(plannedBy({ plannedDay, plannedTime }, ZONE)).toEqual(new Date(moment))
  })

  test('means nine o’clock where no time is given, and no moment where no day is', () => {
    expect(plannedBy({ plannedDay: '2026-11-24', plannedTime: '' }, ZONE)).toEqual(new Date('2026-11-24T08:00:00Z'))
    expect(plannedBy({ plannedDay: '', plannedTime: '09:00' }, ZONE)).toBeNull()
  })
})
