import type { OfferValue } from './campaign.ts'

/** What a campaign may cost; money in minor units of the shop's currency. */
export type Cost = {
  /** Discount if every recipient uses the code, on an order as large as their orders are on average. */
  everybodyMinor: number
  /** The offer takes all that is left of a price after the goods, or more; null where the margin is not known. */
  eatsMargin: boolean | null
  /** For how many recipients there is a prediction, and how many of them would probably order without a code. */
  predicted: number
  likely: number
  /** Most of those for whom there is a prediction would. */
  givenAway: boolean
}

type Figures = {
  recipients: number
  averagesMinor: number
  predicted: number
  likely: number
  marginPercent: number | null
}

/**
 * Judges an offer before it is made. An amount is counted in full for everybody; a percentage has no upper
 * bound, so the average order stands for all.
 * @param figures `averagesMinor`: the sum of the recipients' average orders; `likely`: probability above one half
 */
export function judgeCost(value: OfferValue, figures: Figures): Cost {
  const { recipients, averagesMinor, predicted, likely, marginPercent } = figures
  const everybodyMinor =
    value.kind === 'percentage' ? Math.round((averagesMinor * value.percent) / 100) : recipients * value.minor
  const marginMinor = marginPercent === null ? null : (averagesMinor * marginPercent) / 100
  return {
    everybodyMinor,
    eatsMargin: marginMinor === null ? null : everybodyMinor > 0 && everybodyMinor >= marginMinor,
    predicted,
    likely,
    givenAway: likely * 2 > predicted,
  }
}
