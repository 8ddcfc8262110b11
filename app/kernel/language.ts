export const languages = ['de', 'en'] as const

/** The languages Stammkunde speaks, on screens and in mails. */
export type Language = (typeof languages)[number]

/** How each language writes dates and numbers: English with the day before the month, as in Europe. */
export function localeOf(language: Language): 'de-DE' | 'en-GB' {
  return language === 'de' ? 'de-DE' : 'en-GB'
}

/** The language for a locale such as "de-AT"; anything but German reads English. */
export function languageOf(locale: string | null | undefined): Language {
  return locale?.toLowerCase().startsWith('de') === true ? 'de' : 'en'
}
