import { inTransaction, writeMeta } from '../state/open.ts'
import type { ShopState } from '../state/open.ts'
import { fillCustomers } from './order-lines/customers.ts'
import { fillOrders } from './order-lines/orders.ts'
import { fillProducts } from './order-lines/products.ts'
import { fillReturns } from './order-lines/returns.ts'
import { dropStage, stageLines } from './order-lines/stage.ts'

/** What became of every line of the file: lines = imported + guest + returns + the sum of refused. */
export type StockSummary = {
  /** Lines after the header. */
  lines: number
  /** Sold to a customer. */
  imported: number
  /** Sold to nobody known. */
  guest: number
  /** Given back, and found in an earlier order. */
  returns: number
  /** Left out, by reason; the table refused_lines has each with its number. */
  refused: Record<string, number>
}

/**
 * Loads real order lines as the history of an empty shop and returns what became of every line; the same is kept in
 * meta.stock_summary. Memory stays flat: lines are staged in a temporary table on disk.
 * Throws when the file cannot be read or its header lacks a column.
 * @param csvPath a .csv or .csv.gz with the columns of order-lines/line.ts, in any order
 * @param options.currency ISO 4217 code of UnitPrice
 * @param options.timeZone in which InvoiceDate is written
 */
export async function fillFromOrderLines(
  state: ShopState,
  csvPath: string,
  options: { currency?: string; timeZone?: string } = {},
): Promise<StockSummary> {
  const { currency = 'GBP', timeZone = 'Europe/London' } = options
  const lines = await stageLines(state, csvPath, timeZone)
  return inTransaction(state, () => {
    writeMeta(state, 'currency', currency)
    writeMeta(state, 'timezone', timeZone)
    fillCustomers(state)
    fillProducts(state)
    const sold = fillOrders(state, currency)
    const returns = fillReturns(state)
    const summary = { lines, ...sold, returns, refused: refusedByReason(state) }
    writeMeta(state, 'stock_summary', JSON.stringify(summary))
    dropStage(state)
    return summary
  })
}

function refusedByReason(state: ShopState): Record<string, number> {
  const rows = state.prepare('select reason, count(*) as lines from refused_lines group by reason order by lines desc')
  return Object.fromEntries(rows.all().map(({ reason, lines }) => [String(reason), Number(lines)]))
}
