import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  atHour,
  dayIn,
  formatMoney,
  fromPayload,
  idFromGid,
  languageOf,
  languages,
  normaliseEmail,
  parseId,
  parseMinor,
  readAmount,
  startOfDay,
  startOfDayAgo,
  toDecimal,
  toGid,
  toId,
  toPayload,
  writeAmount,
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
    ['4990.50', 'HUF', 499050],
    ['12000.25', 'COP', 1200025],
    ['15000.00', 'IDR', 1500000],
    ['1.250', 'IQD', 1250],
    ['12.3456', 'CLF', 123456],
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

  it.each([
    ['de', 'EUR', '200', 20_000],
    ['de', 'EUR', '1.000', 100_000],
    ['de', 'EUR', '1.000,50', 100_050],
    ['de', 'EUR', '1 000,5', 100_050],
    ['de', 'EUR', '12.50', 1_250],
    ['de', 'EUR', '1,234.50', 123_450],
    ['de', 'EUR', '1,234,567', 123_456_700],
    ['de', 'EUR', '12,50 €', 1_250],
    ['de', 'EUR', '1,000', null],
    ['en', 'EUR', '1,000', 100_000],
    ['en', 'EUR', '1,000.50', 100_050],
    ['en', 'EUR', '12,50', 1_250],
    ['en', 'EUR', '1.000,50', 100_050],
    ['en', 'EUR', '1.000', null],
    ['de', 'CHF', '1’234.50', 123_450],
    ['de', 'JPY', '1.000', 1_000],
    ['de', 'JPY', '12,5', null],
    ['de', 'KWD', '1,234', 1_234],
    ['de', 'KWD', '1.234', 1_234_000],
    ['de', 'EUR', '', null],
    ['de', 'EUR', '-5', null],
    ['de', 'EUR', 'abc', null],
    ['de', 'EUR', '1.2.3', null],
    ['de', 'EUR', '1.00.000', null],
    ['de', 'EUR', '12,345', null],
    ['de', 'EUR', '9'.repeat(13), null],
  ] as const)('reads what a person types, in %s %s: "%s" is %s', (language, currency, typed, minor) => {
    expect(readAmount(typed, currency, language)).toBe(minor)
  })

  it('reads back what it writes into a field, in every language and currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e11 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.constantFrom(...languages),
        (minor, currency, language) => {
          expect(readAmount(writeAmount({ minor, currency }, language), currency, language)).toBe(minor)
        },
      ),
    )
  })

  it('shows amounts as Germans read them', () => {
    expect(formatMoney({ minor: 123450, currency: 'EUR' }, 'de-DE')).toBe('1.234,50\u00a0€')
  })

  it.each([
    [499050, 'HUF', '4.990,50'],
    [1200025, 'COP', '12.000,25'],
    [1250, 'IQD', '1,250'],
    [5000, 'JPY', '5.000'],
  ])('shows every digit of %i minor units of %s', (minor, currency, digits) => {
    expect(formatMoney({ minor, currency }, 'de-DE').replaceAll(/[^\d.,]/g, '')).toBe(digits)
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
