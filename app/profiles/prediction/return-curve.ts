import type { BuyingDay } from './histories.ts'

/**
 * The gaps between a customer's orders, counted by their length in days: closed by the next order, or still open on
 * the day of the cut. Open gaps are not missing data; leaving them out would make every shop look quick.
 */
export type Gaps = { closed: Float64Array; open: Float64Array }

export function gapsOf(customers: Iterable<BuyingDay[]>, cut: number): Gaps {
  const closed: number[] = []
  const open: number[] = []
  for (const days of customers) {
    const own = days.filter(({ day }) => day <= cut)
    own.forEach(({ day }, i) => {
      const next = own[i + 1]
      if (next) closed.push(next.day - day)
      else open.push(cut - day)
    })
  }
  const longest = [...closed, ...open].reduce((most, gap) => Math.max(most, gap), 0)
  return { closed: histogram(closed, longest), open: histogram(open, longest) }
}

function histogram(gaps: number[], longest: number): Float64Array {
  const counts = new Float64Array(longest + 1)
  for (const gap of gaps) counts[gap] = (counts[gap] as number) + 1
  return counts
}

const FEWEST_AT_RISK = 10

/**
 * The share of gaps that an order has closed by each day, by Kaplan and Meier (1958), up to the day from which fewer
 * than ten gaps are still under watch.
 */
export function returnCurve({ closed, open }: Gaps): Float64Array {
  let atRisk = sum(closed) + sum(open)
  let waiting = 1
  const curve: number[] = []
  for (let day = 0; day < closed.length && (atRisk >= FEWEST_AT_RISK || day === 0); day += 1) {
    if (atRisk > 0) waiting *= 1 - (closed[day] as number) / atRisk
    curve.push(1 - waiting)
    atRisk -= (closed[day] as number) + (open[day] as number)
  }
  return Float64Array.from(curve)
}

/** The day by which this share of those who return has returned; null where nobody was seen to return. */
export function returnDay(curve: Float64Array, share: number): number | null {
  const all = curve.at(-1) ?? 0
  if (!(all > 0)) return null
  const day = curve.findIndex((returned) => returned >= share * all)
  return day < 0 ? curve.length - 1 : day
}

export function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
