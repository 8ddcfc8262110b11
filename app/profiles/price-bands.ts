export type PricedPieces = { minor: number; pieces: number }

/**
 * Borders of up to five price bands in minor units: near the fifths of all pieces that the shop's customers keep, each
 * rounded to 1, 1.5, 2, 3, 5 or 7 times a power of ten, so that a band stays the same from night to night.
 */
export function priceCuts(prices: PricedPieces[]): number[] {
  const sorted = prices.filter(({ minor, pieces }) => minor > 0 && pieces > 0).sort((a, b) => a.minor - b.minor)
  const total = sorted.reduce((sum, { pieces }) => sum + pieces, 0)
  const cuts = new Set<number>()
  let seen = 0
  let fifth = 1
  for (const { minor, pieces } of sorted) {
    seen += pieces
    for (; fifth < 5 && seen >= (total * fifth) / 5; fifth += 1) cuts.add(roundPrice(minor))
  }
  return [...cuts].sort((a, b) => a - b)
}

/** The band of a price as text, "2000-5000": from the first amount on, below the second; no amount where it is open. */
export function priceBand(minor: number, cuts: readonly number[]): string {
  const above = cuts.findIndex((cut) => minor < cut)
  const index = above === -1 ? cuts.length : above
  return `${String(cuts[index - 1] ?? '')}-${String(cuts[index] ?? '')}`
}

/** Reads what priceBand wrote. */
export function readPriceBand(value: string): { from: number | null; to: number | null } {
  const [from = '', to = ''] = value.split('-')
  return { from: from === '' ? null : Number(from), to: to === '' ? null : Number(to) }
}

const STEPS = [1, 1.5, 2, 3, 5, 7, 10]

function roundPrice(minor: number): number {
  const power = 10 ** Math.floor(Math.log10(minor))
  const nearest = STEPS.reduce((best, step) =>
    Math.abs(step * power - minor) < Math.abs(best * power - minor) ? step : best,
  )
  return Math.round(nearest * power)
}
