import { inTransaction, writeMeta } from '../state/open.ts'
import type { ShopState } from '../state/open.ts'
import { calendarUntil } from './calendar.ts'
import { fillCodes } from './codes.ts'
import { fillOrders } from './past-orders.ts'
import { fillPeople } from './people.ts'
import { randomFrom } from './random.ts'
import { fillShelf } from './shelf.ts'
import { tradeFor } from './visits.ts'

const TIME_ZONE = 'Europe/Berlin'

/**
 * Gives an empty shop three years of HandelBlitz's history, the same for the same seed and day. People, orders and
 * their follow-ups are made one by one and written in batches, so memory stays flat at any size.
 * @param today ISO date; the history ends the evening before
 * @param options.customers people with an account, exactly
 * @param options.orders orders of customers and guests, exactly unless the customers alone already make more
 */
export function fillWithHandelBlitz(
  state: ShopState,
  options: { seed: string | number; today: string; customers?: number; orders?: number },
): { customers: number; orders: number } {
  const seed = String(options.seed)
  const { customers = 2000, orders = 6000 } = options
  const calendar = calendarUntil(options.today, TIME_ZONE)
  const openedAt = calendar.momentAt(0, randomFrom(seed, 'opening')).toISOString()
  const shelf = inTransaction(state, () => {
    writeMeta(state, 'currency', 'EUR')
    writeMeta(state, 'timezone', TIME_ZONE)
    return fillShelf(state, randomFrom(seed, 'shelf'), openedAt)
  })
  const codes = inTransaction(state, () => fillCodes(state, openedAt))
  const trade = tradeFor({ seed, customers, orders, calendar })
  fillPeople(state, trade, orders)
  return { customers, orders: fillOrders(state, trade, shelf, codes) }
}
