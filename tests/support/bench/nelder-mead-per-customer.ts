import type { prediction } from '../../../app/profiles/index.ts'
import { nelderMead } from '../../../app/profiles/prediction/fit/nelder-mead.ts'
import { logGamma } from '../../../app/profiles/prediction/math/gamma.ts'

/** BG/NBD the plain way: a term a customer, no derivatives, one start. The baseline of the benchmark model-fit. */
export function nelderMeadPerCustomer(histories: prediction.Histories): { logLikelihood: number } {
  const { value } = nelderMead((point) => nelderMeadPerCustomer.loss(histories, point), [0.1, 0.1, 0.1, 0.1])
  return { logLikelihood: -value }
}

/** -ln L of log parameters (Fader, Hardie and Lee 2005, equation 6, customer by customer). */
nelderMeadPerCustomer.loss = (histories: prediction.Histories, logs: number[]): number => {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp)
  let sum = 0
  for (let i = 0; i < histories.size; i += 1) {
    const x = histories.frequency[i] ?? 0
    const age = (histories.ageDays[i] ?? 0) / 7
    const recency = (histories.recencyDays[i] ?? 0) / 7
    const counts = logGamma(r + x) - logGamma(r) + r * Math.log(alpha)
    const survived = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x)
    const here = -(r + x) * Math.log(alpha + age)
    const gone = x > 0 ? Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency) : -Infinity
    const most = Math.max(here, gone)
    sum += counts + survived + most + Math.log(Math.exp(here - most) + Math.exp(gone - most))
  }
  return -sum
}
