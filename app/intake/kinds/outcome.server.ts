import type { Recorded } from '../../ledger/index.server.ts'
import type { Applied } from './kind.server.ts'

/** A telling that changed no row was old news. */
export function outcomeOf({ applied, customerIds }: Recorded): Applied {
  return { outcome: applied > 0 ? 'applied' : 'outdated', customerIds }
}
