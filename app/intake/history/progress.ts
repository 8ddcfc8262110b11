import type { ImportKindName } from './import-kind-names.ts'

export type StepView = {
  kind: ImportKindName
  status: 'waiting' | 'exporting' | 'ready' | 'reading' | 'done' | 'failed' | 'canceled'
  done: number
  /** null until Shopify has counted; while it exports, what it has counted so far. */
  total: number | null
  /** Shopify's words; of a step that is done, what of it could not be read. */
  problem: string | null
}

export type ImportProgressView = {
  outcome: 'none' | 'running' | 'done' | 'failed' | 'canceled'
  steps: StepView[]
  /** null as long as nobody can know. */
  secondsLeft: number | null
  /** Whether the recent past is in, so that the merchant can work. */
  recentIn: boolean
  /** ISO 8601 */
  startedAt: string | null
  finishedAt: string | null
}

/** What the steps amount to: failed once nothing runs any more and something has failed. */
export function outcomeOf(steps: Pick<StepView, 'status'>[], finished: boolean): ImportProgressView['outcome'] {
  if (steps.length === 0) return 'none'
  if (steps.some(({ status }) => status === 'canceled')) return 'canceled'
  if (!finished) return 'running'
  return steps.some(({ status }) => status === 'failed') ? 'failed' : 'done'
}

/** The share of one step that is done, 0 to 1: exporting counts as the first tenth. */
export function shareOf({ status, done, total }: Pick<StepView, 'status' | 'done' | 'total'>): number {
  if (status === 'done') return 1
  if (status === 'waiting') return 0
  if (status === 'exporting' || status === 'ready') return 0.1
  return total === null || total === 0 ? 0.1 : 0.1 + 0.9 * Math.min(1, done / total)
}
