import { toCells, type Cells } from '../cells.ts'
import type { Histories } from '../histories.ts'
import type { Model } from '../models/model.ts'
import { nbd } from '../models/nbd.ts'
import { bfgs, type Minimum, type Objective } from './bfgs.ts'
import { nelderMead } from './nelder-mead.ts'
import { inverseHessian, standardErrors } from './curvature.ts'

export type Fit = {
  model: Model
  /** In the order of model.parameterNames. */
  parameters: number[]
  /** One per parameter, from the observed information; null where the likelihood has no curvature to tell. */
  standardErrors: number[] | null
  logLikelihood: number
  customers: number
  /** False where no search came to rest: the parameters are the best seen. */
  converged: boolean
}

/** More customers than this are first sketched by an even sample of about as many. */
const SKETCH = 10_000
/** On a whole large shop this leaves parameters within a thousandth of their standard errors. */
const NEAR_ENOUGH = 1e-6
const FAR_OUT = 14

/**
 * Maximum likelihood: searches from several starts in log parameters, on an even sample where the shop is large, then
 * walks the best one home on all customers. `penalty` is a prior's -ln density by log parameters, if there is one.
 */
export function fitModel(model: Model, histories: Histories, penalty?: Objective): Fit {
  const cells = toCells(histories)
  const stride = Math.max(1, Math.floor(histories.size / SKETCH))
  const sample = stride === 1 ? cells : toCells(histories, stride)
  const sketch = target(model, sample, penalty)
  const starts = model.starts(ordering(sample))
  const rough = best(starts.map((start) => search(sketch, start.map(Math.log))))
  const covariance = inverseHessian(sketch, rough.point)
  const found = stride === 1 ? rough : home(target(model, cells, penalty), rough.point, covariance)
  const parameters = Array.from(found.point, Math.exp)
  return {
    model,
    parameters,
    standardErrors: covariance && standardErrors(covariance, parameters, cells.customers),
    logLikelihood: model.logLikelihood(cells, parameters, new Float64Array(parameters.length)),
    customers: cells.customers,
    converged: found.converged,
  }
}

/** A start for r and alpha from the NBD, which has one maximum. */
function ordering(cells: Cells): { r: number; alpha: number } {
  const { point } = search(target(nbd, cells), [Math.log(0.5), Math.log(8)])
  const [r = 0.5, alpha = 8] = Array.from(point, (log) => Math.exp(Math.min(5, Math.max(-5, log))))
  return { r, alpha }
}

/** The sample's curvature is that of all but for noise, so that a few Newton steps are left. */
function home(objective: Objective, start: Float64Array, covariance: number[][] | null): Minimum {
  const quick = bfgs(objective, start, {
    tolerance: NEAR_ENOUGH,
    inverse: covariance?.map((row) => Float64Array.from(row)),
  })
  return quick.converged ? quick : search(objective, quick.point)
}

/** The mean of -ln L a customer by log parameters; infinite far out, where only rounding errors live. */
function target(model: Model, cells: Cells, penalty?: Objective): Objective {
  const perCustomer = 1 / Math.max(1, cells.customers)
  const prior = new Float64Array(model.parameterNames.length)
  return (point, gradient) => {
    if (point.some((log) => !(Math.abs(log) < FAR_OUT))) return Infinity
    const parameters = point.map(Math.exp)
    const value = -model.logLikelihood(cells, parameters, gradient)
    const penalised = penalty ? penalty(point, prior) : 0
    for (let i = 0; i < gradient.length; i += 1)
      gradient[i] = (-(gradient[i] as number) * (parameters[i] as number) + (prior[i] as number)) * perCustomer
    const mean = (value + penalised) * perCustomer
    return Number.isNaN(mean) ? Infinity : mean
  }
}

function search(objective: Objective, start: ArrayLike<number>): Minimum {
  const quick = bfgs(objective, Float64Array.from(start))
  if (quick.converged) return quick
  const gradient = new Float64Array(start.length)
  const sure = nelderMead((point) => objective(Float64Array.from(point), gradient), quick.point)
  return bfgs(objective, sure.point)
}

function best(minima: Minimum[]): Minimum {
  return minima.reduce((one, other) => (other.value < one.value ? other : one))
}
