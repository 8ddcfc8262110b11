import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { formatMoney, localeOf, toDecimal, type Language } from '../kernel/index.ts'

/** How this shop counts money and time, and the language of the person who looks. */
export type ShopView = { name: string; domain: string; currency: string; timeZone: string; language: Language }

const ShopContext = createContext<ShopView | null>(null)

export function ShopProvider({ shop, children }: { shop: ShopView; children: ReactNode }) {
  return <ShopContext.Provider value={shop}>{children}</ShopContext.Provider>
}

export function useShop(): ShopView {
  const shop = useContext(ShopContext)
  if (shop === null) throw new Error('useShop needs a ShopProvider above it')
  return shop
}

type Moment = Date | string

/** Money, numbers and dates as a person in this shop reads them: its currency, its time zone, the reader's language. */
export function useFormat() {
  const shop = useShop()
  return useMemo(() => formatsOf(shop), [shop])
}

function formatsOf({ language, currency, timeZone }: ShopView) {
  const locale = localeOf(language)
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const shortDay = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' })
  // A calendar day has no time zone.
  const dated = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' })
  const decimal = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  const figure = new Intl.NumberFormat(locale, { maximumSignificantDigits: 5 })
  const signed = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  })
  const round = (ofCurrency: string) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: ofCurrency, maximumFractionDigits: 0 })
  return {
    /** Minor units; the shop's currency unless told. */
    money: (minor: number, ofCurrency = currency) => formatMoney({ minor, currency: ofCurrency }, locale),
    /** Minor units of the shop's currency, without fractions: for an axis. */
    roundMoney: (minor: number) => round(currency).format(Number(toDecimal({ minor, currency }))),
    number: (value: number) => whole.format(value),
    /** A share between 0 and 1. */
    percent: (share: number) => percent.format(share),
    /** A difference as a share, with its sign. */
    signedPercent: (share: number) => signed.format(share),
    /** Three digits that count. */
    decimal: (value: number) => decimal.format(value),
    /** Five digits that count. */
    figure: (value: number) => figure.format(value),
    day: (moment: Moment) => day.format(new Date(moment)),
    shortDay: (moment: Moment) => shortDay.format(new Date(moment)),
    /** "2026-11-30", a day of the shop's calendar. */
    calendarDay: (text: string) => dated.format(new Date(`${text}T12:00:00Z`)),
    /** Two days of the shop's calendar: "3 to 20 May" as the language writes ranges. */
    dayRange: (from: string, to: string) =>
      dated.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`)),
    /** "2026-11", a month of the shop's calendar. */
    month: (text: string) => month.format(new Date(`${text}-15T12:00:00Z`)),
    time: (moment: Moment) => time.format(new Date(moment)),
    dayTime: (moment: Moment) => `${shortDay.format(new Date(moment))}, ${time.format(new Date(moment))}`,
  }
}
