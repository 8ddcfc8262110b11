const otherNames: Record<string, string> = {
  EIRE: 'IE',
  RSA: 'ZA',
  USA: 'US',
  UK: 'GB',
  'Czech Republic': 'CZ',
  'Channel Islands': 'JE',
  'Hong Kong': 'HK',
  Turkey: 'TR',
}

let codes: Map<string, string> | undefined

/** The ISO 3166 code of a country's English name; null when it names no country. */
export function countryCodeOf(name: string): string | null {
  codes ??= englishNames()
  return codes.get(name) ?? null
}

function englishNames(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
  const pairs = letters.flatMap((first) => letters.map((second) => first + second))
  // Codes that were withdrawn carry the name of their successor and would hide it.
  const current = pairs.filter((code) => new Intl.Locale(`und-${code}`).toString() === `und-${code}`)
  return new Map([...current.map((code) => [names.of(code) ?? code, code] as const), ...Object.entries(otherNames)])
}
