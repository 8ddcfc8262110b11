import { DAY, type Language } from '../kernel/index.ts'

/** One liking of the recipient, in the order of its strength. */
export type Liking = { type: string; orders: number; lastAskedAt: Date | null }

const RECENTLY = 90 * DAY
const MOST_BOUGHT = 2

/**
 * Why this person is written to, as a clause that fits behind "Hallo Anna,":
 * "da Sie Interesse an unseren Halsketten hatten und kürzlich nach Ringen gefragt haben". It says only what is known:
 * what was bought, and what was asked within the last 90 days. With nothing known it names the permission itself.
 */
export function interestClause(likings: Liking[], now: Date, language: Language): string {
  const asked = lastAsked(likings, now)
  const bought = likings.filter((liking) => liking.orders > 0 && liking.type !== asked).slice(0, MOST_BOUGHT)
  const types = bought.map((liking) => liking.type)
  return language === 'de' ? germanClause(types, asked) : englishClause(types, asked)
}

function lastAsked(likings: Liking[], now: Date): string | null {
  let newest: Liking | null = null
  for (const liking of likings) {
    if (liking.lastAskedAt === null || now.getTime() - liking.lastAskedAt.getTime() > RECENTLY) continue
    if (newest?.lastAskedAt == null || liking.lastAskedAt > newest.lastAskedAt) newest = liking
  }
  return newest?.type ?? null
}

function germanClause(bought: string[], asked: string | null): string {
  const liked = bought.length > 0 ? `Interesse an ${germanOurs(bought)} hatten` : null
  const asking = asked === null ? null : `kürzlich nach ${dativePlural(asked) ?? `„${asked}“`} gefragt haben`
  const known = [liked, asking].filter((part) => part !== null)
  return known.length === 0 ? 'da Sie Neuigkeiten von uns erhalten möchten' : `da Sie ${known.join(' und ')}`
}

function germanOurs(types: string[]): string {
  const plurals = types.map(dativePlural)
  if (plurals.every((plural) => plural !== null)) return `unseren ${plurals.join(' und ')}`
  return `unserem Angebot ${types.map((type) => `„${type}“`).join(' und ')}`
}

/** The German dative plural of a type's name where its form is sure: "Ringe" to "Ringen"; null for "Schmuck" or "Gold & Silber". */
export function dativePlural(type: string): string | null {
  if (!/^[A-ZÄÖÜ][\p{L}-]*$/u.test(type)) return null
  if (/(?:n|s)$/.test(type)) return type
  return /(?:e|el|er)$/.test(type) ? `${type}n` : null
}

function englishClause(bought: string[], asked: string | null): string {
  const liked = bought.length > 0 ? `were interested in our ${bought.join(' and ')}` : null
  const asking = asked === null ? null : `recently asked about ${asked}`
  const known = [liked, asking].filter((part) => part !== null)
  return known.length === 0 ? 'as you asked to hear from us' : `as you ${known.join(' and ')}`
}
