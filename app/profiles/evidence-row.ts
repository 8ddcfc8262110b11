/** A score is stored in whole ten-thousandths. */
export const SCORE_UNITS = 10_000

/**
 * What is stored of one value: value, score in SCORE_UNITS, orders, pieces, minor units spent, last order, questions, last question,
 * days looked at, last look; moments in seconds since 1970, 0 for never. Zeros at the end are left out.
 */
export type StoredValue = [value: string, score: number, ...rest: number[]]

/** Of one kind: the customer's totals (orders, minor units, questions, days looked at) and her values, strongest first. */
export type StoredKind = { of: [number, number, number, number]; top: StoredValue[] }
export type StoredEvidence = Partial<Record<string, StoredKind>>

export type ValueEvidence = {
  value: string
  score: number
  orders: number
  pieces: number
  spentMinor: number
  lastOrderAt: string | null
  questions: number
  lastAskedAt: string | null
  views: number
  lastViewedAt: string | null
}

/** Puts a stored value into words of our own; times ISO 8601. */
export function readValue([value, score, ...rest]: StoredValue): ValueEvidence {
  const [orders = 0, pieces = 0, spentMinor = 0, last = 0, questions = 0, asked = 0, views = 0, viewed = 0] = rest
  return {
    ...{ value, score: score / SCORE_UNITS, orders, pieces, spentMinor, lastOrderAt: moment(last) },
    ...{ questions, lastAskedAt: moment(asked), views, lastViewedAt: moment(viewed) },
  }
}

function moment(seconds: number): string | null {
  return seconds === 0 ? null : new Date(seconds * 1000).toISOString()
}
