import type { Language } from '../../kernel/index.ts'

/** "Deutschland" for DE; what is no country's code stays as it is. */
export function countryName(code: string, language: Language): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code
}
