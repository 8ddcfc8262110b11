import { inverseOfPositive } from '../math/symmetric.ts'
import type { Objective } from './bfgs.ts'

const STEP = 1e-4

/**
 * Standard errors of the parameters from the observed information: the Hessian of -ln L in log parameters by central
 * differences of its gradient, inverted, and carried over by the delta method (se θ = θ · se ln θ).
 * `meanLoss` is -ln L divided by the number of customers. Null where the Hessian is not positive definite.
 */
export function standardErrors(meanLoss: Objective, point: Float64Array, customers: number): number[] | null {
  const rows = Array.from(point, (_, i) => {
    const gradientAt = (step: number) => {
      const gradient = new Float64Array(point.length)
      meanLoss(
        point.map((entry, j) => (i === j ? entry + step : entry)),
        gradient,
      )
      return gradient
    }
    const [above, below] = [gradientAt(STEP), gradientAt(-STEP)]
    return Array.from(above, (entry, j) => ((entry - (below[j] as number)) / (2 * STEP)) * customers)
  })
  const symmetric = rows.map((row, i) => row.map((entry, j) => (entry + (rows[j]?.[i] ?? 0)) / 2))
  const covariance = inverseOfPositive(symmetric)
  return covariance?.map((row, i) => Math.exp(point[i] as number) * Math.sqrt(row[i] ?? 0)) ?? null
}
