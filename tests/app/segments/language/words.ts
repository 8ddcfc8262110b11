import { createInstance } from 'i18next'
import { formatMoney, localeOf, type Language } from '../../../../app/kernel/index.ts'
import type { Words } from '../../../../app/segments/index.ts'
import de from '../../../../app/segments/texts/de.json' with { type: 'json' }
import en from '../../../../app/segments/texts/en.json' with { type: 'json' }

/** How the screens say a query, with the room's real texts. */
export async function wordsIn(language: Language, titles: Record<string, string> = {}): Promise<Words> {
  const texts = createInstance()
  const resources = { de: { segments: de }, en: { segments: en } }
  await texts.init({
    lng: language,
    resources,
    defaultNS: 'segments',
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  })
  const locale = localeOf(language)
  return {
    t: (key, values) => {
      if (!texts.exists(key, values)) throw new Error(`no text for ${key}`)
      return texts.t(key, values)
    },
    money: (digits) => formatMoney({ minor: Math.round(Number(digits) * 100), currency: 'EUR' }, language),
    number: (digits) => new Intl.NumberFormat(locale).format(digits as unknown as number),
    day: (day) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day)),
    titleOf: (subject, value) => titles[`${subject}:${value}`],
  }
}
