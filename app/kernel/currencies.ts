/**
 * How many decimal places an amount of a currency has by ISO 4217 (table A.1, list one): EUR 2, JPY 0, KWD 3.
 * Intl is no source for this: it follows CLDR, which rounds HUF, COP, IDR and IQD to whole units as shops display them.
 */
export function minorDigits(currency: string): number {
  return digitsOf.get(currency.toUpperCase()) ?? 2
}

// Every active code whose minor unit is not 2.
const digitsOf = new Map([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
  ...codes('CLF UYW', 4),
])

function codes(list: string, digits: number): [string, number][] {
  return list.split(' ').map((code) => [code, digits])
}
