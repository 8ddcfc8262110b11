import type { CustomerId } from '../kernel/index.ts'

/** What became of a telling: how many rows it changed (none where it was old news), and whose picture changed by it. */
export type Recorded = { applied: number; customerIds: CustomerId[] }

/** Several tellings as one. */
export function together(parts: Recorded[]): Recorded {
  return {
    applied: parts.reduce((sum, part) => sum + part.applied, 0),
    customerIds: [...new Set(parts.flatMap((part) => part.customerIds))],
  }
}
