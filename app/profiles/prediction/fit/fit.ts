import { toCells, type Cells } from '../cells.ts'
import type { Histories } from '../histories.ts'
import type { Model } from '../models/model.ts'
import { nbd } from '../models/nbd.ts'
import { bfgs, type Minimum, type Objective } from './bfgs.ts'
import { nelderMead } from './nelder-mead.ts'
import { standardErrors } from './standard-errors.ts'

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

const SAMPLE = 50_000
const FAR_OUT = 14

/**
 * Maximum likelihood: searches from several starts in log parameters, on a sample where the shop is large, then walks
 * the best one home on all customers. `penalty` is a prior's -ln density by log parameters, if there is one.
 */
export function fitModel(model: Model, histories: Histories, penalty?: Objective): Fit {
  const cells = toCells(histories)
  const stride = Math.max(1, Math.floor(histories.size / SAMPLE))
  const sketch = stride === 1 ? cells : toCells(histories, stride)
  const beginnings = model.starts(ordering(sketch))
  const rough = best(beginnings.map((start) => search(target(model, sketch, penalty), start.map(Math.log))))
  const found = stride === 1 ? rough : search(target(model, cells, penalty), rough.point)
  return toFit(model, cells, found)
}

/** A start for r and alpha from the NBD, which has one maximum. */
function ordering(cells: Cells): { r: number; alpha: number } {
  const { point } = search(target(nbd, cells), [Math.log(0.5), Math.log(8)])
  const [r = 0.5, alpha = 8] = Array.from(point, (log) => Math.exp(Math.min(5, Math.max(-5, log))))
  return { r, alpha }
}

function toFit(model: Model, cells: Cells, found: Minimum): Fit {
  const parameters = Array.from(found.point, Math.exp)
  const gradient = new Float64Array(parameters.length)
  return {
    model,
    parameters,
    standardErrors: standardErrors(target(model, cells), found.point, cells.customers),
    logLikelihood: model.logLikelihood(cells, parameters, gradient),
    customers: cells.customers,
    converged: found.converged,
  }
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
