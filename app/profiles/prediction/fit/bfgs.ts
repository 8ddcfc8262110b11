/** A function to be made small: returns its value at `point` and writes its gradient into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export type Minimum = { point: Float64Array; value: number; converged: boolean }

const FAR = 3

/**
 * Quasi-Newton minimisation by Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright 2006, algorithm 6.1), with
 * a backtracking line search. A step never moves a coordinate by more than 3, which in log parameters is a factor of 20.
 * `inverse` is a first guess of the inverse Hessian. Converged where no gradient entry exceeds `tolerance` times max(1, |value|).
 */
export function bfgs(
  objective: Objective,
  start: Float64Array,
  options: { tolerance?: number; iterations?: number; inverse?: Float64Array[] } = {},
): Minimum {
  const { tolerance = 1e-8, iterations = 200 } = options
  const size = start.length
  const point = Float64Array.from(start)
  const gradient = new Float64Array(size)
  const next = new Float64Array(size)
  const nextGradient = new Float64Array(size)
  let inverse = options.inverse ?? identity(size)
  let value = objective(point, gradient)
  if (!Number.isFinite(value)) return { point, value: Infinity, converged: false }
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    if (largest(gradient) <= tolerance * Math.max(1, Math.abs(value))) return { point, value, converged: true }
    let direction = times(inverse, gradient)
    let slope = dot(direction, gradient)
    if (!(slope < 0)) {
      inverse = identity(size)
      direction = gradient.map((entry) => -entry)
      slope = -dot(gradient, gradient)
    }
    let step = Math.min(1, FAR / largest(direction))
    let nextValue = Infinity
    for (let halving = 0; halving < 40; halving += 1) {
      for (let i = 0; i < size; i += 1) next[i] = (point[i] as number) + step * (direction[i] as number)
      nextValue = objective(next, nextGradient)
      if (nextValue <= value + 1e-4 * step * slope) break
      step = halving === 0 && Number.isFinite(nextValue) ? step * parabola(value, slope * step, nextValue) : step / 3
    }
    if (!(nextValue < value)) return { point, value, converged: largest(gradient) <= Math.sqrt(tolerance) * 0.1 }
    update(inverse, direction, step, gradient, nextGradient)
    point.set(next)
    gradient.set(nextGradient)
    value = nextValue
  }
  return { point, value, converged: false }
}

/** The fraction of the step at which the parabola through both values and the slope is lowest, kept in [0.1, 0.5]. */
function parabola(value: number, slope: number, nextValue: number): number {
  return Math.min(0.5, Math.max(0.1, -slope / (2 * (nextValue - value - slope))))
}

function update(
  inverse: Float64Array[],
  direction: Float64Array,
  step: number,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const moved = direction.map((entry) => entry * step)
  const change = gradient.map((entry, i) => (nextGradient[i] as number) - entry)
  const curvature = dot(moved, change)
  if (!(curvature > 1e-14)) return
  const turned = times(inverse, change).map((entry) => -entry)
  const scale = (1 + dot(change, turned) / curvature) / curvature
  inverse.forEach((row, i) => {
    for (let j = 0; j < row.length; j += 1) {
      const cross = (moved[i] as number) * (turned[j] as number) + (turned[i] as number) * (moved[j] as number)
      row[j] = (row[j] as number) + scale * (moved[i] as number) * (moved[j] as number) - cross / curvature
    }
  })
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)))
}

/** minus matrix times vector */
function times(matrix: Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => -dot(row, vector))
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i += 1) sum += (one[i] as number) * (other[i] as number)
  return sum
}

function largest(vector: Float64Array): number {
  return vector.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
}
