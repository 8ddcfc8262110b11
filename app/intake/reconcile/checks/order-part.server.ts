import { searchTime } from '../search-time.ts'
import { askPages, PAGE_INFO } from './ask-pages.server.ts'
import type { Check } from './check.server.ts'
import { fulfilmentsDiffering } from './fulfilment-parts.server.ts'
import { mendFound, readEach } from './mend-found.server.ts'
import { completeOrder, PARTS, partsOf } from './parts-of-order.server.ts'
import { refundsDiffering } from './refund-parts.server.ts'
import { returnsDiffering } from './return-parts.server.ts'
import { totalsDiffering } from './total-parts.server.ts'

// Six at a time, so that a page costs less than 1000 points.
const LIST = `query ReconcileOrderParts($search: String, $after: String) {
  page: orders(first: 6, after: $after, query: $search, sortKey: UPDATED_AT) { nodes { ${PARTS} } ${PAGE_INFO} }
}`

/**
 * What belongs to orders and has no list of its own: refunds with their lines, parcels with what happened to them,
 * returns, and what the buyer has spent by now. Each of them moves the order's own time.
 */
export const orderPart: Check = {
  name: 'orderPart',
  whole: false,
  imported: true,
  async look(look) {
    const { parts, admin, run, from, until } = look
    if (from === null) return false
    const search = `updated_at:>=${searchTime(from)} updated_at:<${searchTime(until)}`
    for await (const { nodes, toldAt } of askPages(admin, LIST, { search }, parts.now)) {
      for (const node of nodes) await completeOrder(admin, node)
      const told = readEach(run, nodes, (node) => partsOf(node, toldAt))
      await mendFound(look, await refundsDiffering(look, told))
      await mendFound(look, await fulfilmentsDiffering(look, told))
      await mendFound(look, await returnsDiffering(look, told))
      await mendFound(look, await totalsDiffering(look, told))
    }
    return true
  },
}
