import { inverseOfPositive } from '../math/symmetric.ts'
import type { Objective } from './bfgs.ts'

const STEP = 1e-4

/**
 * The inverse Hessian of a function at its minimum, by central differences of its gradient; null where the function is
 * not curved upwards in every direction.
 */
export function inverseHessian(objective: Objective, point: Float64Array): number[][] | null {
  const rows = Array.from(point, (_, i) => {
    const gradientAt = (step: number) => {
      const gradient = new Float64Array(point.length)
      const beside = point.map((entry, j) => (i === j ? entry + step : entry))
      return Number.isFinite(objective(beside, gradient)) ? gradient : null
    }
    const [above, below] = [gradientAt(STEP), gradientAt(-STEP)]
    return Array.from(point, (__, j) => ((above?.[j] ?? NaN) - (below?.[j] ?? NaN)) / (2 * STEP))
  })
  return inverseOfPositive(rows.map((row, i) => row.map((entry, j) => (entry + (rows[j]?.[i] ?? 0)) / 2)))
}

/**
 * Standard errors of parameters from the observed information. `covariance` is the inverse Hessian of the mean of -ln L
 * a customer in log parameters; the delta method carries it over, se θ = θ · se ln θ.
 */
export function standardErrors(covariance: number[][], parameters: number[], customers: number): number[] {
  return parameters.map((parameter, i) => parameter * Math.sqrt((covariance[i]?.[i] ?? 0) / customers))
}
