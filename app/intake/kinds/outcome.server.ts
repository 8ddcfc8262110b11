import type { Recorded } from '../../ledger/index.server.ts'
import type { Applied } from './kind.server.ts'

/** A telling that changed no row was old news. */
export function outcomeOf({ applied, customerIds }: Recorded): Applied {
  return { outcome: applied > 0 ? 'applied' : 'outdated', customerIds }
}

/** The same for tellings that change nobody's picture: `rows` is how many they changed. */
export function outcomeOfRows(rows: number): Applied {
  return outcomeOf({ applied: rows, customerIds: [] })
}

/** A telling that is kept, but has no place in the ledger, and why. */
export function ignored(reason: string): Applied {
  return { outcome: 'ignored', reason, customerIds: [] }
}
