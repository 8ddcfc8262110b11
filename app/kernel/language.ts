export const languages = ['de', 'en'] as const

/** The languages Stammkunde speaks, on screens and in mails. */
export type Language = (typeof languages)[number]

/** The language for a locale such as "de-AT"; anything but German reads English. */
export function languageOf(locale: string | null | undefined): Language {
  return locale?.toLowerCase().startsWith('de') === true ? 'de' : 'en'
}
