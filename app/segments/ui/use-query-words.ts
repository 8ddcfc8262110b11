import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { localeOf, parseMinor } from '../../kernel/index.ts'
import { useFormat, useShop } from '../../ui/index.ts'
import { explainCondition, parseSegmentQuery, type Words } from '../language/index.ts'

/** Says queries in the reader's language. */
export function useQueryWords() {
  const { t } = useTranslation('segments')
  const { currency, language } = useShop()
  const format = useFormat()
  return useMemo(() => {
    const locale = localeOf(language)
    const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    const words: Words = {
      t: (key, values) => t(key, values ?? {}),
      money: (digits) => moneyOf(digits) ?? `${digits} ${currency}`,
      // The text keeps every digit, which a number would not.
      number: (digits) => new Intl.NumberFormat(locale).format(digits as Intl.StringNumericLiteral),
      day: (day) => days.format(new Date(day)),
    }
    const moneyOf = (digits: string) => {
      try {
        return format.money(parseMinor(digits, currency))
      } catch {
        return null // more than any shop takes
      }
    }
    /** A query's text in plain words; as it is written where nobody can read it. */
    const sayText = (text: string) => {
      const read = parseSegmentQuery(text)
      return read.outcome === 'parsed' ? explainCondition(read.query, words) : text
    }
    return { words, sayText }
  }, [t, currency, language, format])
}
