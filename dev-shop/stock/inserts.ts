import type * as Stored from '../state/rows.ts'
import type { ShopState } from '../state/open.ts'

type Cell = string | number | null

// What the tables fill in by themselves is left out of an insert.
export type CustomerRow = Omit<
  Stored.CustomerRow,
  'phone' | 'state' | 'note' | 'verified_email' | 'sms_marketing_state'
>
export type OrderRow = Omit<Stored.OrderRow, 'phone' | 'source_name' | 'note' | 'tags'>
export type LineRow = Stored.OrderLineRow
export type RefundRow = Stored.RefundRow
export type RefundLineRow = Stored.RefundLineRow
export type ProductRow = Omit<Stored.ProductRow, 'status'>
export type VariantRow = Stored.VariantRow
export type CollectionRow = Omit<Stored.CollectionRow, 'sources'>
export type MemberRow = { collection_id: string; product_id: string; position: number }

const columns = {
  customers:
    'id first_name last_name email locale tags email_marketing_state email_opt_in_level email_consent_at address created_at updated_at',
  orders:
    'id number name customer_id email created_at processed_at updated_at cancelled_at cancel_reason test currency subtotal total_discounts total_shipping total_tax total financial_status fulfillment_status locale checkout_token discount_codes shipping_address',
  order_lines:
    'id order_id product_id variant_id title variant_title sku vendor quantity price total_discount position',
  refunds: 'id order_id created_at note total',
  refund_lines: 'id refund_id order_line_id quantity subtotal',
  products: 'id title handle product_type vendor tags options body_html image published_at created_at updated_at',
  variants: 'id product_id title sku price options inventory_quantity position created_at updated_at',
  collections: 'id title handle body_html created_at updated_at',
  collection_products: 'collection_id product_id position',
}

export type Inserts = {
  customer: (row: CustomerRow) => void
  order: (row: OrderRow) => void
  line: (row: LineRow) => void
  refund: (row: RefundRow) => void
  refundLine: (row: RefundLineRow) => void
  product: (row: ProductRow) => void
  variant: (row: VariantRow) => void
  collection: (row: CollectionRow) => void
  member: (row: MemberRow) => void
}

/** Prepared inserts into the shop's tables, one a kind of row. */
export function insertsInto(state: ShopState): Inserts {
  return {
    customer: insert(state, 'customers'),
    order: insert(state, 'orders'),
    line: insert(state, 'order_lines'),
    refund: insert(state, 'refunds'),
    refundLine: insert(state, 'refund_lines'),
    product: insert(state, 'products'),
    variant: insert(state, 'variants'),
    collection: insert(state, 'collections'),
    member: insert(state, 'collection_products'),
  }
}

function insert(state: ShopState, table: keyof typeof columns): (row: Record<string, Cell>) => void {
  const names = columns[table].split(' ')
  const marks = names.map(() => '?').join(', ')
  const statement = state.prepare(`insert into ${table} (${names.join(', ')}) values (${marks})`)
  return (row) => {
    statement.run(...names.map((name) => row[name] ?? null))
  }
}
