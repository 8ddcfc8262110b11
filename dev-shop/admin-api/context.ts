import { GraphQLError } from 'graphql'
import { shopCurrency } from '../money.ts'
import type { DevShop } from '../shop.ts'
import { first } from '../state/query.ts'
import type { CustomerRow, ProductRow, VariantRow } from '../state/rows.ts'

/** What answers a field. Its parent and arguments have been checked against the schema by then. */
export type Resolver = (source: never, parameters: never, context: Context) => unknown

/** Everything a shop can answer, by type and field. A type that is there answers these fields and no others. */
export type Registry = ReadonlyMap<string, ReadonlyMap<string, Resolver>>

/** What every resolver gets for one operation. */
export type Context = {
  shop: DevShop
  registry: Registry
  /** ISO 4217 code of the shop. */
  currency: string
  scopes: ReadonlySet<string>
  /** A bulk operation reads all of a nested connection and needs no `first`. */
  bulk: boolean
  /** Points for the objects that were really returned. */
  spent: number
  products: Map<string, ProductRow | null>
  variants: Map<string, VariantRow | null>
  customers: Map<string, CustomerRow | null>
}

export function newContext(shop: DevShop, registry: Registry, scopes: ReadonlySet<string>, bulk: boolean): Context {
  const currency = shopCurrency(shop.state)
  const remembered = { products: new Map(), variants: new Map(), customers: new Map() }
  return { shop, registry, currency, scopes, bulk, spent: 0, ...remembered }
}

/** Rows that many parents share are read once an operation, however many lines point to them. */
export function productOf(context: Context, id: string): ProductRow | null {
  return remembered(context.products, id, () =>
    first<ProductRow>(context.shop.state, 'select * from products where id = ?', id),
  )
}

export function variantOf(context: Context, id: string): VariantRow | null {
  return remembered(context.variants, id, () =>
    first<VariantRow>(context.shop.state, 'select * from variants where id = ?', id),
  )
}

export function customerOf(context: Context, id: string): CustomerRow | null {
  return remembered(context.customers, id, () =>
    first<CustomerRow>(context.shop.state, 'select * from customers where id = ?', id),
  )
}

/** An error that the client sees at the top level, with a code as Shopify gives it. */
export function refusal(message: string, code: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } })
}

// Large enough for the shelf of a shop, small enough for the customers of a million orders.
const REMEMBERED = 20_000

function remembered<Row>(known: Map<string, Row | null>, id: string, read: () => Row | undefined): Row | null {
  let row = known.get(id)
  if (row === undefined) {
    if (known.size >= REMEMBERED) known.clear()
    known.set(id, (row = read() ?? null))
  }
  return row
}
