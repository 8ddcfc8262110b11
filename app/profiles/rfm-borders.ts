import { minorDigits } from '../kernel/index.ts'

export const rfmDimensions = ['recency', 'frequency', 'monetary'] as const
export type RfmDimension = (typeof rfmDimensions)[number]
/** Four ascending borders each: days since the last order, numbers of orders, minor units. */
export type Cuts = Record<RfmDimension, number[]>

/** Where the borders come from: fifths of the shop's buyers, fixed steps of a shop of few buyers, or the merchant. */
export type RfmBorders = Cuts & { origin: 'fifths' | 'few-buyers' | 'own' }

/** What is wrong with a border that a merchant typed, by dimension. */
export type BorderProblem = 'missing' | 'not-a-number' | 'not-whole' | 'too-small' | 'too-large' | 'not-ascending'
export type BorderProblems = Partial<Record<RfmDimension, BorderProblem>>

export type BordersReading = { outcome: 'read'; cuts: Cuts } | { outcome: 'invalid'; problems: BorderProblems }

const LARGEST: Record<RfmDimension, number> = { recency: 36_500, frequency: 100_000, monetary: 1e13 }

/**
 * Reads the four borders of each dimension as a merchant types them, with a comma or a point: whole days, whole numbers of
 * orders, amounts of the shop's currency.
 */
export function readBorders(fields: Record<RfmDimension, readonly string[]>, currency: string): BordersReading {
  const cuts: Cuts = { recency: [], frequency: [], monetary: [] }
  const problems: BorderProblems = {}
  for (const dimension of rfmDimensions) {
    const factor = dimension === 'monetary' ? 10 ** minorDigits(currency) : 1
    const numbers = fields[dimension].map((text) => numberOf(text) * factor)
    const problem = problemOf(dimension, fields[dimension], numbers)
    if (problem === null) cuts[dimension] = numbers.map(Math.round)
    else problems[dimension] = problem
  }
  return Object.keys(problems).length > 0 ? { outcome: 'invalid', problems } : { outcome: 'read', cuts }
}

function numberOf(text: string): number {
  const trimmed = text.trim()
  return /^\d{1,15}([.,]\d{1,4})?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : Number.NaN
}

function problemOf(dimension: RfmDimension, texts: readonly string[], numbers: number[]): BorderProblem | null {
  if (texts.length !== 4 || texts.some((text) => text.trim() === '')) return 'missing'
  if (numbers.some(Number.isNaN)) return 'not-a-number'
  if (numbers.some((number) => Math.abs(number - Math.round(number)) > 1e-6)) return 'not-whole'
  if (numbers.some((number) => number < 1)) return 'too-small'
  if (numbers.some((number) => number > LARGEST[dimension])) return 'too-large'
  return numbers.some((number, place) => place > 0 && number <= (numbers[place - 1] ?? 0)) ? 'not-ascending' : null
}
