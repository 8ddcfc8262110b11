import type { CollectionRow, CustomerRow, ProductRow, VariantRow } from '../../state/rows.ts'
import { all } from '../../state/query.ts'
import { connection, listConnection } from '../connection.ts'
import type { PageArguments, Source } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { idFilter, numberFilter, tagFilter, textFilter, timeFilter } from '../filters.ts'
import { searchCondition } from '../search-query.ts'
import type { Filter } from '../search-query.ts'

export type ListArguments = PageArguments & { query?: string | null; sortKey?: string | null }

export const customerFilters: Record<string, Filter> = {
  id: idFilter('id', 'Customer'),
  email: textFilter('email'),
  phone: textFilter('phone'),
  first_name: textFilter('first_name'),
  last_name: textFilter('last_name'),
  state: textFilter('state'),
  tag: tagFilter('tags'),
  tag_not: (operator, value) => {
    const { sql, parameters } = tagFilter('tags')(operator, value)
    return { sql: `not ${sql}`, parameters }
  },
  country: textFilter("address ->> 'country'"),
  accepts_marketing: (_operator, value) => ({
    sql: `email_marketing_state ${value === 'true' ? '=' : '<>'} 'SUBSCRIBED'`,
    parameters: [],
  }),
  orders_count: numberFilter('(select count(*) from orders where customer_id = customers.id and cancelled_at is null)'),
  customer_date: timeFilter('created_at'),
  // Whether he placed an order at a time.
  order_date: (operator, value) => {
    const { sql, parameters } = timeFilter('o.created_at')(operator, value)
    return { sql: `exists (select 1 from orders o where o.customer_id = customers.id and ${sql})`, parameters }
  },
  updated_at: timeFilter('updated_at'),
}

export const productFilters: Record<string, Filter> = {
  id: idFilter('id', 'Product'),
  title: textFilter('title'),
  handle: textFilter('handle'),
  product_type: textFilter('product_type'),
  vendor: textFilter('vendor'),
  status: textFilter('status'),
  tag: tagFilter('tags'),
  created_at: timeFilter('created_at'),
  updated_at: timeFilter('updated_at'),
  published_at: timeFilter('published_at'),
}

export const collectionFilters: Record<string, Filter> = {
  id: idFilter('id', 'Collection'),
  title: textFilter('title'),
  handle: textFilter('handle'),
  updated_at: timeFilter('updated_at'),
}

export function customers(_source: unknown, page: ListArguments, context: Context) {
  const keys = { ID: 'id', CREATED_AT: 'created_at', UPDATED_AT: 'updated_at', NAME: "coalesce(last_name, '')" }
  return connection<CustomerRow>(context, list('customers', keys, customerFilters, page), page)
}

export function products(_source: unknown, page: ListArguments, context: Context) {
  const keys = {
    ID: 'id',
    TITLE: 'title',
    PRODUCT_TYPE: 'product_type',
    VENDOR: 'vendor',
    CREATED_AT: 'created_at',
    UPDATED_AT: 'updated_at',
  }
  return connection<ProductRow>(context, list('products', keys, productFilters, page), page)
}

export function productVariants(_source: unknown, page: ListArguments, context: Context) {
  const filters = {
    id: idFilter('id', 'ProductVariant'),
    product_id: idFilter('product_id', 'Product'),
    sku: textFilter('sku'),
    updated_at: timeFilter('updated_at'),
  }
  return connection<VariantRow>(context, list('variants', { ID: 'id', TITLE: 'title' }, filters, page), page)
}

export function collections(_source: unknown, page: ListArguments, context: Context) {
  const keys = { ID: 'id', TITLE: 'title', UPDATED_AT: 'updated_at' }
  return connection<CollectionRow>(context, list('collections', keys, collectionFilters, page), page)
}

/** The distinct values of a column of products: types, vendors. */
export function productWords(column: 'product_type' | 'vendor') {
  return (_source: unknown, page: PageArguments, context: Context) => {
    const rows = all<{ word: string }>(
      context.shop.state,
      `select distinct ${column} as word from products where ${column} <> '' order by 1`,
    )
    return listConnection(
      context,
      rows.map(({ word }) => word),
      page,
    )
  }
}

export function productTags(_source: unknown, page: PageArguments, context: Context) {
  const rows = all<{ tag: string }>(
    context.shop.state,
    'select distinct value as tag from products, json_each(products.tags) order by 1',
  )
  return listConnection(
    context,
    rows.map(({ tag }) => tag),
    page,
  )
}

function list(
  table: string,
  keys: Record<string, string>,
  filters: Record<string, Filter>,
  { query, sortKey }: ListArguments,
): Source {
  const key = keys[sortKey ?? 'ID']
  if (key === undefined) throw refusal(`the dev shop cannot sort ${table} by ${sortKey ?? 'ID'}`, 'BAD_REQUEST')
  const where = query == null ? [] : [searchCondition(query, filters)]
  return { select: `select * from ${table}`, key, id: 'id', where }
}
