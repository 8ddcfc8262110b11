import type { Calendar } from './calendar.ts'
import type { Person } from './person.ts'
import { personAt } from './person.ts'
import { randomFrom } from './random.ts'

/** How many people come how often. */
export type Trade = {
  seed: string
  customers: number
  calendar: Calendar
  /** Share of customers who have ever bought. */
  buyers: number
  /** Multiplies everybody's eagerness, so that the orders wanted come out. */
  level: number
}

/** The share of customers' orders; guests make the rest. */
const ACCOUNT_SHARE = 0.88

/** Finds the level of trade at which `customers` people make about ACCOUNT_SHARE of `orders`. */
export function tradeFor(wanted: { seed: string; customers: number; orders: number; calendar: Calendar }): Trade {
  const { seed, customers, orders, calendar } = wanted
  const trade = { seed, customers, calendar, buyers: Math.min(0.92, (orders / customers) * 0.5), level: 1 }
  const sample = Math.min(customers, 3000)
  const people = Array.from({ length: sample }, (_, i) => personAt(seed, Math.floor((i * customers) / sample)))
  const target = (orders * ACCOUNT_SHARE * sample) / customers
  let [low, high] = [0.001, 200]
  for (let round = 0; round < 24; round++) {
    trade.level = Math.sqrt(low * high)
    const made = people.reduce((sum, person) => sum + accountVisits(person, trade).length, 0)
    if (made < target) low = trade.level
    else high = trade.level
  }
  return trade
}

/** When a customer joins, as a share of trading time; later customers are more, as in a shop that grows. */
export function joinsAt(index: number, trade: Trade): number {
  return Math.pow((index + 0.5) / trade.customers, 0.8)
}

/** The customer who joins when `share` of the trade is done. */
export function indexJoining(share: number, trade: Trade): number {
  return Math.min(trade.customers - 1, Math.floor(Math.pow(share, 1 / 0.8) * trade.customers))
}

/**
 * A customer's purchases as shares of trading time, the first on joining: purchases at the person's own rate until
 * they drop out, which is the BG/NBD model's story of a shop.
 */
export function accountVisits(person: Person, trade: Trade): number[] {
  const random = randomFrom(trade.seed, 'visits', person.index)
  if (!random.chance(trade.buyers)) return []
  const rate = Math.max(person.habits.eagerness * trade.level, 1e-6) * trade.calendar.years
  const visits: number[] = []
  for (let at = joinsAt(person.index, trade); at < 1 && visits.length < 60; at += random.exponential(1 / rate)) {
    visits.push(at)
    if (random.chance(person.habits.dropout)) break
  }
  return visits
}

/** An order made as a guest before the account was opened with the same e-mail, or nothing. */
export function earlierGuestVisit(person: Person, trade: Trade): number | undefined {
  const random = randomFrom(trade.seed, 'earlier', person.index)
  const at = joinsAt(person.index, trade) - 0.02 - random.unit() * 0.1
  return random.chance(0.04) && at > 0 ? at : undefined
}

/** The orders of somebody who never opens an account: one, at times two or three. */
export function guestVisits(person: Person, trade: Trade): number[] {
  const random = randomFrom(trade.seed, 'guest', person.index)
  const count = 1 + random.weighted([0.8, 0.15, 0.05])
  return Array.from({ length: count }, () => Math.pow(random.unit(), 0.8)).sort((a, b) => a - b)
}
