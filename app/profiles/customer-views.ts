import type { RfmGroup } from '../kernel/index.ts'
import { leaving, regulars } from './rfm.ts'

/** The ready-made views of the customer list; `groups` is what they filter by. */
export const customerViews: readonly { id: 'all' | 'regulars' | 'leaving' | 'new'; groups: readonly RfmGroup[] }[] = [
  { id: 'all', groups: [] },
  { id: 'regulars', groups: regulars },
  { id: 'leaving', groups: leaving },
  { id: 'new', groups: ['NEW', 'PROMISING'] },
]

/** The place of the view that filters by exactly these groups; -1 for none. */
export function viewOf(groups: readonly string[]): number {
  const wanted = [...groups].sort().join()
  return customerViews.findIndex((view) => [...view.groups].sort().join() === wanted)
}
