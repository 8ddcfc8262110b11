import type { Objective } from './bfgs.ts'

/** -ln of independent normal densities around `centre`, all with the standard deviation `spread`, up to a constant. */
export function normalPrior(centre: readonly number[], spread: number): Objective {
  return (point, gradient) => {
    let sum = 0
    centre.forEach((middle, i) => {
      const away = ((point[i] as number) - middle) / spread
      sum += (away * away) / 2
      gradient[i] = away / spread
    })
    return sum
  }
}
