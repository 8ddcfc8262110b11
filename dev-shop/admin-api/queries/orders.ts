import type { OrderRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { Connection, PageArguments } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { idFilter, numberFilter, tagFilter, textFilter, timeFilter } from '../filters.ts'
import { searchCondition } from '../search-query.ts'
import type { Condition, Filter } from '../search-query.ts'

export type OrderArguments = PageArguments & { query?: string | null; sortKey?: string | null }

const DAYS_WITHOUT_READ_ALL_ORDERS = 60

export const orderFilters: Record<string, Filter> = {
  id: idFilter('id', 'Order'),
  name: textFilter('name'),
  email: textFilter('email'),
  created_at: timeFilter('created_at'),
  processed_at: timeFilter('processed_at'),
  updated_at: timeFilter('updated_at'),
  customer_id: idFilter('customer_id', 'Customer'),
  financial_status: (_operator, value) => ({ sql: 'financial_status = upper(?)', parameters: [value] }),
  status: orderStatus,
  source_name: textFilter('source_name'),
  discount_code: (_operator, value) => ({
    sql: "exists (select 1 from json_each(discount_codes) where upper(value ->> 'code') = upper(?))",
    parameters: [value],
  }),
  tag: tagFilter('tags'),
  total_price: numberFilter('total / 100'),
  test: (_operator, value) => ({ sql: 'test = ?', parameters: [value === 'true' ? 1 : 0] }),
}

const sortKeys: Record<string, string> = {
  ID: 'id',
  PROCESSED_AT: 'processed_at',
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  ORDER_NUMBER: 'number',
  TOTAL_PRICE: 'total',
}

/** A page of orders that the app may see. */
export function orders(_source: unknown, page: OrderArguments, context: Context): Connection<OrderRow> {
  return ordersWhere(context, page, [])
}

/** The same for the orders of one customer, say. */
export function ordersWhere(context: Context, page: OrderArguments, conditions: Condition[]): Connection<OrderRow> {
  const sortKey = page.sortKey ?? 'PROCESSED_AT'
  const key = sortKeys[sortKey]
  if (key === undefined) throw refusal(`the dev shop cannot sort orders by ${sortKey}`, 'BAD_REQUEST')
  const where = [...conditions, ...visibleOrders(context)]
  if (page.query != null) where.push(searchCondition(page.query, orderFilters))
  return connection<OrderRow>(context, { select: 'select * from orders', key, id: 'id', where }, page)
}

/** Without read_all_orders an app sees the orders of the last 60 days only. */
export function visibleOrders({ scopes, shop }: Context): Condition[] {
  if (scopes.has('read_all_orders')) return []
  const since = new Date(shop.now().getTime() - DAYS_WITHOUT_READ_ALL_ORDERS * 86_400_000)
  return [{ sql: 'created_at >= ?', parameters: [since.toISOString()] }]
}

function orderStatus(_operator: string, value: string): Condition {
  if (value === 'any') return { sql: '1', parameters: [] }
  if (value === 'open') return { sql: 'cancelled_at is null', parameters: [] }
  if (value === 'cancelled') return { sql: 'cancelled_at is not null', parameters: [] }
  throw refusal(`search query: the dev shop knows no order status "${value}"`, 'INVALID_SEARCH')
}
