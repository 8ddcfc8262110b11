import type { Cells } from '../cells.ts'
import type { History } from '../histories.ts'

export type ModelName = 'bgNbd' | 'mbgNbd' | 'paretoNbd' | 'nbd'

/** A family of laws of ordering, to be fitted to a shop. */
export type Model = {
  name: ModelName
  /** In the papers' order. All are above 0; times are in weeks. */
  parameterNames: readonly string[]
  /** Where searches for the maximum of the likelihood begin, in parameters. */
  starts(ordering: { r: number; alpha: number }): number[][]
  /**
   * The log-likelihood of all cells. Writes its derivatives by the parameters (not their logarithms) into `gradient`.
   */
  logLikelihood(cells: Cells, parameters: ArrayLike<number>, gradient: Float64Array): number
  law(parameters: ArrayLike<number>): Law
}

/**
 * A law of ordering with its parameters put in. In each of these models what a customer does next hangs on t_x only
 * through P(alive): once she is known to be alive, x and T say all. Weeks everywhere, never NaN.
 */
export type Law = {
  /** P(alive at T | x, t_x, T): that she has not turned away for good. */
  probabilityAlive(history: History): number
  /** What a customer with this x and T does after T if she is alive. */
  whileAlive(frequency: number, age: number): Outlook
}

/** The future of a customer who is alive, from T on. */
export type Outlook = {
  /** P(at least one order within `weeks`); `weeks` may be infinite. */
  within(weeks: number): number
  /** E[number of orders within `weeks`]. */
  expectedOrders(weeks: number): number
  /** P(exactly n orders within `weeks`) for n = 0, 1, 2, … until what is left is below 1e-7. */
  orderCounts(weeks: number): number[]
  /** The weeks within which she orders with this probability; infinite where she never reaches it. */
  weeksUntil(probability: number): number
}
