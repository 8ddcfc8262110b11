import { DAYS_A_WEEK, type Histories } from './histories.ts'

/**
 * The distinct (x, t_x, T) of a shop with the number of customers in each: all that the likelihoods depend on, and far
 * fewer than customers. Cells of one frequency stand together.
 */
export type Cells = {
  customers: number
  size: number
  /** t_x and T in weeks, and how many customers share them. */
  recency: Float64Array
  age: Float64Array
  weight: Float64Array
  /** One per distinct x, rising: cells `from` to `to` (exclusive) have it. */
  groups: FrequencyGroup[]
}

export type FrequencyGroup = { frequency: number; customers: number; from: number; to: number }

/** Counts a shop's histories, or every `stride`-th of them, into cells. */
export function toCells(histories: Histories, stride = 1): Cells {
  const customers = Math.ceil(histories.size / stride)
  const days = largest(histories.ageDays) + 1
  const keys = new Float64Array(customers)
  for (let i = 0, at = 0; at < histories.size; i += 1, at += stride) {
    const recency = Math.min(histories.recencyDays[at] as number, histories.ageDays[at] as number)
    keys[i] = ((histories.frequency[at] as number) * days + recency) * days + (histories.ageDays[at] as number)
  }
  keys.sort()
  let size = 0
  for (let i = 0; i < customers; i += 1) if (i === 0 || keys[i] !== keys[i - 1]) size += 1
  return fill({
    keys,
    days,
    cells: {
      customers,
      size,
      recency: new Float64Array(size),
      age: new Float64Array(size),
      weight: new Float64Array(size),
      groups: [],
    },
  })
}

function fill({ keys, days, cells }: { keys: Float64Array; days: number; cells: Cells }): Cells {
  let cell = -1
  let before = -1
  for (const key of keys) {
    if (key !== before) {
      cell += 1
      before = key
      const frequency = Math.floor(key / (days * days))
      cells.age[cell] = (key % days) / DAYS_A_WEEK
      cells.recency[cell] = (Math.floor(key / days) % days) / DAYS_A_WEEK
      if (cells.groups.at(-1)?.frequency !== frequency)
        cells.groups.push({ frequency, customers: 0, from: cell, to: cell })
    }
    cells.weight[cell] = (cells.weight[cell] as number) + 1
    const group = cells.groups.at(-1) as FrequencyGroup
    group.customers += 1
    group.to = cell + 1
  }
  return cells
}

function largest(values: Int32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
