/** A line of the shop's books. `day` counts days since any fixed day, in the shop's time zone. */
export type Purchase = {
  customer: string
  day: number
  /**
   * In the shop's currency, minor or major units alike; below zero it is a refund and no order. Null where it was paid
   * in another currency: an order, but no money that could be added up.
   */
  value: number | null
}

/** What the models need to know of one customer; in weeks, as published parameters are. */
export type History = {
  /** x: days with an order after the day of the first one. */
  frequency: number
  /** t_x: weeks from the first order to the last one, 0 if there was only one. */
  recency: number
  /** T: weeks from the first order to the cut. */
  age: number
}

/** The histories of a shop's buyers, customer i at index i of each array. */
export type Histories = {
  size: number
  /** x, number of days with a repeat order. */
  frequency: Float64Array
  /** t_x in days. */
  recencyDays: Int32Array
  /** T in days. */
  ageDays: Int32Array
  /** Repeat days whose value is known in the shop's currency. */
  valuedOrders: Float64Array
  /** Money of those repeat days, less refunds, never below 0; the first day's money is not in it. */
  repeatValue: Float64Array
}

export const DAYS_A_WEEK = 7

export function emptyHistories(size: number): Histories {
  return {
    size,
    frequency: new Float64Array(size),
    recencyDays: new Int32Array(size),
    ageDays: new Int32Array(size),
    valuedOrders: new Float64Array(size),
    repeatValue: new Float64Array(size),
  }
}

/** @returns customer `index` of the shop, in weeks */
export function historyAt(histories: Histories, index: number): History {
  return {
    frequency: histories.frequency[index] ?? 0,
    recency: (histories.recencyDays[index] ?? 0) / DAYS_A_WEEK,
    age: (histories.ageDays[index] ?? 0) / DAYS_A_WEEK,
  }
}

/** The purchases of one customer on one day, in the order of days. */
export type BuyingDay = { day: number; value: number; valued: boolean }

/** Every customer's days with an order, refunds netted into the last such day before them. Any order of lines. */
export function buyingDays(purchases: Iterable<Purchase>): Map<string, BuyingDay[]> {
  const lines = new Map<string, Purchase[]>()
  for (const purchase of purchases) {
    const known = lines.get(purchase.customer)
    if (known) known.push(purchase)
    else lines.set(purchase.customer, [purchase])
  }
  const days = new Map<string, BuyingDay[]>()
  for (const [customer, own] of lines) days.set(customer, foldDays(own))
  return days
}

function foldDays(lines: Purchase[]): BuyingDay[] {
  const days: BuyingDay[] = []
  const isRefund = ({ value }: Purchase) => value !== null && value < 0
  lines.sort((one, other) => one.day - other.day || Number(isRefund(one)) - Number(isRefund(other)))
  for (const line of lines) {
    const last = days.at(-1)
    if (isRefund(line)) {
      if (last) last.value += line.value ?? 0
    } else if (last?.day === line.day) {
      last.value += line.value ?? 0
      last.valued ||= line.value !== null
    } else days.push({ day: line.day, value: line.value ?? 0, valued: line.value !== null })
  }
  return days
}

export type Calibration = {
  customers: string[]
  histories: Histories
  /** Mean value of a day with orders, first days too; 0 where no value is known. */
  typicalOrder: number
}

/**
 * Folds all purchases up to and including the day `cut` into histories. Several orders of one day are one; who first
 * bought after the cut is not in it.
 */
export function calibrate(days: Map<string, BuyingDay[]>, cut: number): Calibration {
  const known = [...days].filter(([, own]) => own[0] !== undefined && own[0].day <= cut)
  const histories = emptyHistories(known.length)
  let [valuedDays, allValue] = [0, 0]
  known.forEach(([, own], index) => {
    const first = own[0]?.day ?? cut
    histories.ageDays[index] = cut - first
    for (const { day, value, valued } of own) {
      if (day > cut) continue
      if (valued) {
        valuedDays += 1
        allValue += Math.max(0, value)
      }
      if (day === first) continue
      histories.frequency[index] = (histories.frequency[index] as number) + 1
      histories.recencyDays[index] = day - first
      if (!valued) continue
      histories.valuedOrders[index] = (histories.valuedOrders[index] as number) + 1
      histories.repeatValue[index] = (histories.repeatValue[index] as number) + value
    }
    histories.repeatValue[index] = Math.max(0, histories.repeatValue[index] as number)
  })
  const customers = known.map(([customer]) => customer)
  return { customers, histories, typicalOrder: valuedDays > 0 ? allValue / valuedDays : 0 }
}
