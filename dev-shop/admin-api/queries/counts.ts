import { first } from '../../state/query.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { searchCondition } from '../search-query.ts'
import type { Condition, Filter } from '../search-query.ts'
import { count } from '../values.ts'
import { idFilter, timeFilter } from '../filters.ts'
import { collectionFilters, productFilters } from './catalogue.ts'
import { orderFilters, visibleOrders } from './orders.ts'

type CountArguments = { query?: string | null; limit?: number | null }

// Customers are counted by other filters than they are listed by.
const customerCountFilters: Record<string, Filter> = {
  created_at: timeFilter('created_at'),
  id: idFilter('id', 'Customer'),
  updated_at: timeFilter('updated_at'),
}

export const counts: Fields = {
  customersCount: counting('customers', customerCountFilters, () => []),
  ordersCount: counting('orders', orderFilters, visibleOrders),
  productsCount: counting('products', productFilters, () => []),
  collectionsCount: counting('collections', collectionFilters, () => []),
}

function counting(table: string, filters: Record<string, Filter>, always: (context: Context) => Condition[]) {
  return (_source: unknown, { query, limit }: CountArguments, context: Context) => {
    const conditions = [...always(context), ...(query == null ? [] : [searchCondition(query, filters)])]
    const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`
    // Counting stops one beyond the limit, so that AT_LEAST can be told from EXACT without counting a million rows.
    const most = limit == null ? -1 : limit + 1
    const row = first<{ n: number }>(
      context.shop.state,
      `select count(*) as n from (select 1 from ${table} ${where} limit ?)`,
      ...conditions.flatMap(({ parameters }) => parameters),
      most,
    )
    return count(row?.n ?? 0, limit)
  }
}
