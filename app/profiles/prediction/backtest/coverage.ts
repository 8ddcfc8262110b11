import { historyAt } from '../histories.ts'
import { spendPosterior } from '../models/gamma-gamma.ts'
import { orderCounts } from '../law.ts'
import { nextOrder } from '../next-order.ts'
import type { ShopModel } from '../shop-model.ts'
import { spendInterval } from '../spend-interval.ts'
import { DAYS_A_WEEK } from '../histories.ts'
import type { Split } from './split.ts'

/** How many of `customers` ended inside their interval; `share` is to be compared with `nominal`. */
export type Coverage = { nominal: number; customers: number; share: number | null }

export type Coverages = { spent: Coverage; nextOrder: Coverage }

const NOMINAL = 0.8
const RANGE = 0.5

/**
 * Whether the intervals keep their promise on the hold-out. Money: among customers whose chance of no order at all is
 * below the nominal .8, because 0 to 0 covers more by nature. Next order: of those for whom one was expected and who
 * did order in the time that the books show, against the probability that the law gave to the part of the range
 * that lies in that time.
 */
export function coverages({ law, spend }: ShopModel, split: Split, knownDays: number): Coverages {
  const weeks = split.horizonDays / DAYS_A_WEEK
  let [open, inside, expected, onTime, promised] = [0, 0, 0, 0, 0]
  for (let i = 0; i < split.histories.size; i += 1) {
    const history = historyAt(split.histories, i)
    const counts = orderCounts(law, history, weeks)
    if ((counts[0] ?? 1) < NOMINAL) {
      const orders = split.histories.valuedOrders[i] as number
      const posterior = spendPosterior(spend, orders, split.histories.repeatValue[i] as number)
      const { low, high } = spendInterval(counts, posterior, NOMINAL)
      const spent = split.spent[i] as number
      open += 1
      inside += Number(low <= spent && spent <= high)
    }
    const range = nextOrder(law, history, RANGE)
    if (range.outcome !== 'expected') continue
    const within = (days: number) =>
      law.probabilityAlive(history) * law.whileAlive(history.frequency, history.age).within(days / DAYS_A_WEEK)
    const first = split.firstAfter[i] as number
    expected += 1
    promised += within(Math.min(knownDays, range.toDays)) - within(Math.min(knownDays, range.fromDays))
    onTime += Number(range.fromDays < first && first <= Math.min(knownDays, range.toDays))
  }
  return {
    spent: { nominal: NOMINAL, customers: open, share: open > 0 ? inside / open : null },
    nextOrder: {
      nominal: expected > 0 ? promised / expected : RANGE,
      customers: expected,
      share: expected > 0 ? onTime / expected : null,
    },
  }
}
