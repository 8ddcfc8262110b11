import { afterEach, beforeEach } from 'vitest'

// An unannounced console.error is a defect that nobody looked at, so it fails the test.
const original = console.error
let complaints: unknown[][] = []

beforeEach(() => {
  complaints = []
  console.error = (...args: unknown[]) => {
    complaints.push(args)
    original(...args)
  }
})

afterEach(() => {
  console.error = original
  const [first] = complaints
  if (first !== undefined) throw new Error(`console.error was called: ${first.map(String).join(' ').slice(0, 500)}`)
})
