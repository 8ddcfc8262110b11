import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atHour,
  dayIn,
  formatMoney,
  fromPayload,
  idFromGid,
  languageOf,
  normaliseEmail,
  parseId,
  parseMinor,
  startOfDay,
  startOfDayAgo,
  toDecimal,
  toGid,
  toId,
  toPayload,
  type CustomerId,
  type DeliveryId,
  type ShopId,
} from '../../../app/kernel/index.ts'

describe('ids', () => {
  it('keeps ids above 2^53 exact through gid, text and job payload', () => {
    const id = idFromGid('Customer', 'gid://shopify/Customer/9007199254740993')
    expect(toGid('Customer', id)).toBe('gid://shopify/Customer/9007199254740993')
    const fact = {
      kind: 'customers-changed',
      shopId: 1 as ShopId,
      customerIds: [id as CustomerId, toId<CustomerId>('-5')],
    } as const
    expect(
      fromPayload(
        'customers-changed',
        JSON.parse(JSON.stringify(toPayload({ ...fact, customerIds: [...fact.customerIds] }))),
      ),
    ).toEqual(fact)
  })

  it.each([12.5, 9007199254740993, 'abc', '', null])('refuses %s, which is no id or may be rounded', (value) => {
    expect(() => toId<DeliveryId>(value)).toThrow(RangeError)
    if (typeof value === 'string') expect(parseId(value)).toBeNull()
  })

  it('refuses a gid of another type', () => {
    expect(() => idFromGid('Order', 'gid://shopify/Customer/1')).toThrow('not a gid of Order')
  })
})

describe('money', () => {
  it.each([
    ['12.5', 'EUR', 1250],
    ['0.005', 'EUR', 1],
    ['-3.999', 'EUR', -400],
    ['1200', 'JPY', 1200],
    ['1.2345', 'KWD', 1235],
  ])('reads %s %s as %i minor units', (text, currency, minor) => {
    expect(parseMinor(text, currency)).toBe(minor)
  })

  it('writes what it reads, for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseMinor(toDecimal({ minor, currency }), currency)).toBe(minor)
      }),
    )
  })

  it('shows amounts as Germans read them', () => {
    expect(formatMoney({ minor: 123450, currency: 'EUR' }, 'de-DE')).toBe('1.234,50\u00a0€')
  })

  it.each(['', '1,50', 'abc', '99999999999999999999'])('refuses "%s"', (text) => {
    expect(() => parseMinor(text, 'EUR')).toThrow(RangeError)
  })
})

describe('shop time', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z'],
    ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-01T20:00:00Z', '2026-01-01T18:30:00.000Z'],
  ])('begins the day in %s at %s in its own time', (zone, now, start) => {
    expect(startOfDay(zone, new Date(now)).toISOString()).toBe(start)
  })

  it.each([
    ['2026-03-29T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T12:00:00Z', '2026-10-25T02:00:00.000Z'],
    ['2026-11-24T12:00:00Z', '2026-11-24T02:00:00.000Z'],
  ])('finds three in the morning of the day of %s at %s, also when clocks change', (now, at) => {
    expect(atHour('Europe/Berlin', new Date(now), 3).toISOString()).toBe(at)
  })

  it('counts calendar days across the change to summer time', () => {
    const monday = new Date('2026-03-30T10:00:00Z')
    expect(startOfDayAgo('Europe/Berlin', monday, 1).toISOString()).toBe('2026-03-28T23:00:00.000Z')
    expect(dayIn('Europe/Berlin', startOfDayAgo('Europe/Berlin', monday, 2))).toBe('2026-03-28')
  })
})

describe('addresses and languages', () => {
  it.each([
    ['  Anna@Example.DE ', 'anna@example.de'],
    ['', null],
    ['anna', null],
    [null, null],
  ])('normalises %j to %j', (given, normal) => {
    expect(normaliseEmail(given)).toBe(normal)
  })

  it.each([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['fr', 'en'],
    [null, 'en'],
  ])('reads locale %j as %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })
})
