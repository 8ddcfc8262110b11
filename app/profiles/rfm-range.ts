import type { RfmBorders, RfmDimension } from './rfm-borders.ts'

/** From where to where a step goes: `from` not included, null where it is open. */
export type RfmRange = { from: number | null; to: number | null }

/** What a score from 1 to 5 says in days, orders or minor units; a high recency is few days. */
export function rangeOf(borders: RfmBorders, dimension: RfmDimension, score: number): RfmRange {
  const cuts = borders[dimension]
  const step = dimension === 'recency' ? 6 - score : score
  return { from: cuts[step - 2] ?? null, to: cuts[step - 1] ?? null }
}
