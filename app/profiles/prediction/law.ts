import type { History } from './histories.ts'
import type { Law } from './models/model.ts'

/** P(at least one order in (T, T + weeks] | x, t_x, T); `weeks` may be infinite: that she ever orders again. */
export function probabilityWithin(law: Law, history: History, weeks: number): number {
  return law.probabilityAlive(history) * law.whileAlive(history.frequency, history.age).within(weeks)
}

/** E[number of orders in (T, T + weeks] | x, t_x, T]. */
export function expectedOrders(law: Law, history: History, weeks: number): number {
  return law.probabilityAlive(history) * law.whileAlive(history.frequency, history.age).expectedOrders(weeks)
}

/** P(exactly n orders in (T, T + weeks] | x, t_x, T), n = 0, 1, 2, …, until what is left is below 1e-7. */
export function orderCounts(law: Law, history: History, weeks: number): number[] {
  const alive = law.probabilityAlive(history)
  const counts = law.whileAlive(history.frequency, history.age).orderCounts(weeks)
  return counts.map((probability, n) => alive * probability + (n === 0 ? 1 - alive : 0))
}
