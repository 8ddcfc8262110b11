import { describe, expect, it } from 'vitest'
import { secondsLeft, speedOf, type TimedStep } from '../../../app/intake/history/remaining.ts'

const start = new Date('2026-11-24T10:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const step = (given: Partial<TimedStep>): TimedStep => ({
  kind: 'orders',
  status: 'reading',
  done: 0,
  total: null,
  readingSince: start,
  readingFrom: 0,
  updatedAt: start,
  ...given,
})

describe('the remaining time', () => {
  it('is what is left at the speed of the last batches', () => {
    const reading = step({ done: 4000, total: 10_000, updatedAt: after(10) })
    expect(speedOf(reading)).toBe(400)
    expect(secondsLeft([reading], after(10))).toBe(15)
    expect(secondsLeft([reading], after(14))).toBe(11)
  })

  it('counts from where this reading began, not from what an earlier one had done', () => {
    const resumed = step({ done: 9000, readingFrom: 8000, total: 10_000, updatedAt: after(10) })
    expect(secondsLeft([resumed], after(10))).toBe(10)
  })

  it('adds what is ready, at the speed of the recent part of its kind', () => {
    const recent = step({ kind: 'recentOrders', status: 'done', done: 1000, total: 1000, updatedAt: after(4) })
    const customers = step({ kind: 'customers', done: 500, total: 1500, updatedAt: after(10) })
    const ready = step({ status: 'ready', total: 5000, readingSince: null })
    expect(secondsLeft([recent, customers, ready], after(10))).toBe(20 + 20)
  })

  it('never goes below zero when a batch takes longer', () => {
    expect(secondsLeft([step({ done: 900, total: 1000, updatedAt: after(10) })], after(60))).toBe(0)
  })

  it.each<[string, Partial<TimedStep>]>([
    ['Shopify is still counting', { status: 'exporting', total: 800, readingSince: null }],
    ['nothing is known of a step', { status: 'waiting', readingSince: null }],
    ['the total is not known', { done: 500, updatedAt: after(10) }],
    ['nothing was written yet', { total: 1000 }],
    ['the first batch took less than two seconds', { done: 500, total: 1000, updatedAt: after(1) }],
    ['a step is ready whose kind was never read', { status: 'ready', total: 1000, readingSince: null }],
  ])('is not told while %s', (_title, given) => {
    const known = step({ kind: 'customers', done: 500, total: 1000, updatedAt: after(10) })
    expect(secondsLeft([known, step(given)], after(10))).toBeNull()
  })
})
