import type { Arm } from '../../../../app/campaigns/effect/index.ts'

/** A shop's customers within the window: how many order, and how unequal the orders are. */
export type Customers = { buying: number; meanMinor: number; /** of the logarithm */ spread: number }

/** Random numbers that are the same at every run (Mulberry32). */
export function numbersOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** So many people, some of whom order once, for log-normal amounts. */
export function simulateArm(random: () => number, size: number, { buying, meanMinor, spread }: Customers): Arm {
  const revenue = { size, sum: 0, squares: 0, cubes: 0, active: 0 }
  const location = Math.log(meanMinor) - spread ** 2 / 2
  // From buyer to buyer: the gaps between them are geometric.
  const step = () => 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - buying))
  for (let person = step() - 1; person < size; person += step()) {
    const spent = Math.exp(location + spread * normal(random))
    revenue.sum += spent
    revenue.squares += spent ** 2
    revenue.cubes += spent ** 3
    revenue.active += 1
  }
  const { active } = revenue
  return { revenue, orders: { size, sum: active, squares: active, cubes: active, active } }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
