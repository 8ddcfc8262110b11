import type { prediction } from '../../../../app/profiles/index.ts'

/** Chance with a seed (mulberry32), so that a simulated shop is the same shop every time. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In (0, 1]. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return 1 - ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  exponential(rate: number): number {
    return -Math.log(this.uniform()) / rate
  }

  /** Marsaglia and Tsang (2000). */
  gamma(shape: number, rate: number): number {
    if (shape < 1) return this.gamma(shape + 1, rate) * this.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate
    }
  }

  beta(a: number, b: number): number {
    const one = this.gamma(a, 1)
    return one / (one + this.gamma(b, 1))
  }
}

export type Recipe = {
  model: prediction.ModelName
  parameters: number[]
  spend: { p: number; q: number; gamma: number }
  customers: number
  /** First orders are spread over `joinDays`, the cut is after `days`, and the future goes on for `futureDays`. */
  joinDays: number
  days: number
  futureDays: number
  seed: number
}

export const SHOP_SPEND = { p: 6.25, q: 3.74, gamma: 15.44 }

/** Orders of customers who live by a model's story, day by day; `day` 0 is when the shop opened. */
export function simulateShop(recipe: Recipe): prediction.Purchase[] {
  const chance = new Chance(recipe.seed)
  const purchases: prediction.Purchase[] = []
  for (let i = 0; i < recipe.customers; i += 1) {
    const first = Math.floor(chance.uniform() * recipe.joinDays)
    const nu = chance.gamma(recipe.spend.q, recipe.spend.gamma)
    const buy = (day: number) => purchases.push({ customer: String(i), day, value: chance.gamma(recipe.spend.p, nu) })
    buy(first)
    for (const weeks of orderTimes(recipe, chance, (recipe.days + recipe.futureDays - first) / 7))
      buy(first + Math.ceil(weeks * 7))
  }
  return purchases
}

/** Weeks since the first order at which a customer orders again. */
function orderTimes({ model, parameters }: Recipe, chance: Chance, weeks: number): number[] {
  const [r = 1, alpha = 1, third = 1, fourth = 1] = parameters
  const rate = chance.gamma(r, alpha)
  const leaves = model === 'bgNbd' || model === 'mbgNbd' ? chance.beta(third, fourth) : 0
  const life = model === 'paretoNbd' ? chance.exponential(chance.gamma(third, fourth)) : Infinity
  const times: number[] = []
  if (model === 'mbgNbd' && chance.uniform() < leaves) return times
  for (let at = chance.exponential(rate); at < Math.min(weeks, life); at += chance.exponential(rate)) {
    times.push(at)
    if (chance.uniform() < leaves) return times
  }
  return times
}
