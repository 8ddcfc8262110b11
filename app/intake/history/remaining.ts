import type { ImportKindName } from './import-kind-names.ts'

/** What the remaining time of a step is told by. */
export type TimedStep = {
  kind: ImportKindName
  status: string
  done: number
  /** null until Shopify has counted. */
  total: number | null
  /** When this reading began, and how many objects were in by then. */
  readingSince: Date | null
  readingFrom: number
  updatedAt: Date
}

/** Less than this says nothing about the speed: the first batch includes the opening of the file. */
const MEASURED_MS = 2000

/** Objects a second, from the last batch that was written; null before it can be known. */
export function speedOf({ readingSince, readingFrom, done, updatedAt }: TimedStep): number | null {
  if (readingSince === null || done <= readingFrom) return null
  const elapsed = updatedAt.getTime() - readingSince.getTime()
  return elapsed < MEASURED_MS ? null : ((done - readingFrom) / elapsed) * 1000
}

const sameAs: Partial<Record<ImportKindName, ImportKindName>> = { customers: 'recentCustomers', orders: 'recentOrders' }

/**
 * Seconds until everything is in, or null: it is told only while every step that is left has its total, and the speed of
 * its own reading or of the recent part of the same kind.
 */
export function secondsLeft(steps: TimedStep[], now: Date): number | null {
  let seconds = 0
  for (const step of steps) {
    if (step.status === 'done' || step.status === 'failed' || step.status === 'canceled') continue
    const left = secondsOf(step, steps, now)
    if (left === null) return null
    seconds += left
  }
  return Math.ceil(seconds)
}

function secondsOf(step: TimedStep, steps: TimedStep[], now: Date): number | null {
  if (step.total === null || (step.status !== 'reading' && step.status !== 'ready')) return null
  if (step.total <= step.done) return 0
  const like = steps.find(({ kind }) => kind === sameAs[step.kind])
  const speed = (step.status === 'reading' ? speedOf(step) : null) ?? (like === undefined ? null : speedOf(like))
  if (speed === null) return null
  const sinceBatch = step.status === 'reading' ? (now.getTime() - step.updatedAt.getTime()) / 1000 : 0
  return Math.max(0, (step.total - step.done) / speed - sinceBatch)
}
