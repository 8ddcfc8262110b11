/** How well predicted numbers of orders met the real ones. */
export type CountErrors = {
  /** Mean absolute error; it rewards predicting zero, so never judge by it alone. */
  mae: number
  /** Root of the mean squared error. */
  rmse: number
  /** (predicted - actual) / actual of the sum over all customers; null where nobody ordered. */
  totalError: number | null
}

export function countErrors(predicted: Float64Array, actual: Float64Array): CountErrors {
  let [absolute, squared, sum, orders] = [0, 0, 0, 0]
  predicted.forEach((value, i) => {
    const real = actual[i] as number
    absolute += Math.abs(value - real)
    squared += (value - real) ** 2
    sum += value
    orders += real
  })
  const size = Math.max(1, predicted.length)
  return { mae: absolute / size, rmse: Math.sqrt(squared / size), totalError: orders > 0 ? sum / orders - 1 : null }
}

/**
 * Area under the receiver operating curve: the probability that a customer who ordered scored higher than one who did
 * not, ties counting half (Mann and Whitney). Null where all or none ordered.
 */
export function areaUnderCurve(scores: Float64Array, actual: Float64Array): number | null {
  const order = Uint32Array.from(scores, (_, i) => i).sort(
    (one, other) => (scores[one] as number) - (scores[other] as number),
  )
  let ranks = 0
  let buyers = 0
  for (let from = 0; from < order.length;) {
    let to = from
    let tied = 0
    const score = scores[order[from] as number]
    for (; to < order.length && scores[order[to] as number] === score; to += 1)
      tied += Number((actual[order[to] as number] as number) > 0)
    buyers += tied
    ranks += (tied * (from + 1 + to)) / 2
    from = Math.max(to, from + 1)
  }
  const others = order.length - buyers
  return buyers > 0 && others > 0 ? (ranks - (buyers * (buyers + 1)) / 2) / (buyers * others) : null
}

/** Brier (1950): the mean squared distance of a probability of an order from what happened, 0 or 1. */
export function brierScore(probabilities: Float64Array, actual: Float64Array): number {
  const sum = probabilities.reduce((total, p, i) => total + (p - Number((actual[i] as number) > 0)) ** 2, 0)
  return sum / Math.max(1, probabilities.length)
}

/** Customers taken together by what was predicted: did as many order as the probabilities said? */
export type CalibrationBin = { customers: number; predicted: number; actual: number }

/** Tenths of the customers by rising probability, with the mean probability and the share who ordered. */
export function calibrationBins(probabilities: Float64Array, actual: Float64Array, bins = 10): CalibrationBin[] {
  const order = Uint32Array.from(probabilities, (_, i) => i).sort(
    (one, other) => (probabilities[one] as number) - (probabilities[other] as number),
  )
  return Array.from({ length: Math.min(bins, order.length) }, (_, bin) => {
    const from = Math.floor((bin * order.length) / Math.min(bins, order.length))
    const to = Math.floor(((bin + 1) * order.length) / Math.min(bins, order.length))
    const own = order.subarray(from, to)
    return {
      customers: own.length,
      predicted: mean(own, (i) => probabilities[i] as number),
      actual: mean(own, (i) => Number((actual[i] as number) > 0)),
    }
  })
}

const MOST = 7

export type FrequencyBin = { frequency: number; customers: number; predicted: number; actual: number }

/** Mean orders of the hold-out by repeat orders in the calibration, 0 to 6 and "7 or more". */
export function byFrequency(frequency: Float64Array, predicted: Float64Array, actual: Float64Array): FrequencyBin[] {
  return Array.from({ length: MOST + 1 }, (_, bin) => {
    const own = Uint32Array.from(frequency, (__, i) => i).filter((i) => Math.min(MOST, frequency[i] as number) === bin)
    return {
      frequency: bin,
      customers: own.length,
      predicted: mean(own, (i) => predicted[i] as number),
      actual: mean(own, (i) => actual[i] as number),
    }
  }).filter(({ customers }) => customers > 0)
}

function mean(indices: Uint32Array, value: (index: number) => number): number {
  return indices.length === 0 ? 0 : indices.reduce((sum, index) => sum + value(index), 0) / indices.length
}
