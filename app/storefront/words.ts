import type { Language } from '../kernel/index.ts'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }

const texts: Record<Language, typeof en> = { de, en }

/** What the app itself says to a shopper; the blocks bring their own words from the theme. */
export function wordsFor(language: Language): typeof en {
  return texts[language]
}
