import { calibrate, type BuyingDay, type Histories } from '../histories.ts'

/** A shop's past cut in two: what a model may know, and what then happened. */
export type Split = {
  cut: number
  horizonDays: number
  histories: Histories
  /** Mean value of a day with orders up to the cut. */
  typicalOrder: number
  /** Days with an order in (cut, cut + horizonDays], and their money less refunds. */
  orders: Float64Array
  spent: Float64Array
  /** Days from the cut to the first order after it; infinite where the books show none. */
  firstAfter: Float64Array
}

export function splitAt(days: Map<string, BuyingDay[]>, cut: number, horizonDays: number): Split {
  const { customers, histories, typicalOrder } = calibrate(days, cut)
  const [orders, spent] = [new Float64Array(customers.length), new Float64Array(customers.length)]
  const firstAfter = new Float64Array(customers.length).fill(Infinity)
  customers.forEach((customer, i) => {
    for (const { day, value } of days.get(customer) ?? []) {
      if (day <= cut) continue
      if (firstAfter[i] === Infinity) firstAfter[i] = day - cut
      if (day > cut + horizonDays) continue
      orders[i] = (orders[i] as number) + 1
      spent[i] = (spent[i] as number) + value
    }
  })
  return { cut, horizonDays, histories, typicalOrder, orders, spent: spent.map((sum) => Math.max(0, sum)), firstAfter }
}

/** The first and the last day with an order. */
export function spanOf(days: Map<string, BuyingDay[]>): { first: number; last: number } | null {
  let [first, last] = [Infinity, -Infinity]
  for (const own of days.values()) {
    first = Math.min(first, own[0]?.day ?? Infinity)
    last = Math.max(last, own.at(-1)?.day ?? -Infinity)
  }
  return last >= first ? { first, last } : null
}
