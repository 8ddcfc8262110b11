import type { Forecast, NaiveRule } from './naive-rules.ts'

/** Names a sentence of texts/*.json under `backtest.verdict`, and what it says. */
export type Verdict =
  | { key: 'better' | 'notProven' | 'worse'; rule: NaiveRule; rmse: number; ruleRmse: number; percent: number }
  | { key: 'tooFew'; customers: number }

const FEWEST_CUSTOMERS = 50
const ONE_IN_TWENTY = 1.645

/**
 * Whether the model's expected orders are nearer to the real ones than the best naive rule's: the mean difference of
 * squared errors over customers against its standard error, one-sided at 5 %. Squared, because absolute errors reward
 * who predicts zero.
 */
export function judge(model: Forecast, rules: Record<NaiveRule, Forecast>, actual: Float64Array): Verdict {
  if (actual.length < FEWEST_CUSTOMERS) return { key: 'tooFew', customers: actual.length }
  const own = squaredErrors(model, actual)
  const compared = (Object.keys(rules) as NaiveRule[]).map((rule) => ({
    rule,
    errors: squaredErrors(rules[rule], actual),
  }))
  const best = compared.reduce((one, other) => (mean(other.errors) < mean(one.errors) ? other : one))
  const gains = best.errors.map((error, i) => error - (own[i] as number))
  const gain = mean(gains)
  const noise = Math.sqrt(mean(gains.map((one) => (one - gain) ** 2)) / gains.length)
  const [rmse, ruleRmse] = [Math.sqrt(mean(own)), Math.sqrt(mean(best.errors))]
  return {
    key: gain > ONE_IN_TWENTY * noise ? 'better' : gain < -ONE_IN_TWENTY * noise ? 'worse' : 'notProven',
    rule: best.rule,
    rmse,
    ruleRmse,
    percent: ruleRmse > 0 ? Math.round(Math.abs(1 - rmse / ruleRmse) * 100) : 0,
  }
}

function squaredErrors({ expected }: Forecast, actual: Float64Array): Float64Array {
  return expected.map((value, i) => (value - (actual[i] as number)) ** 2)
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
