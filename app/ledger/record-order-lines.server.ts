import type { OrderId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { concludeRefundLines } from './record-refunds.server.ts'
import { recordset } from './recordset.ts'
import type { OrderLineRecord } from './records.ts'

/** Replaces the lines of whole orders. */
export async function replaceOrderLines(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  orderIds: OrderId[],
  lines: OrderLineRecord[],
): Promise<void> {
  if (orderIds.length === 0) return
  await tx.$executeRaw`
    delete from order_line where shop_id = ${shop.id} and order_id = any(${orderIds.map(String)}::bigint[])`
  await insert(tx, shop, lines)
}

/**
 * Adds lines that an export told far from their orders. Only orders that still stand as this export told them take them.
 * @param toldAt when the export began
 * @returns the orders that are not known at all
 */
export async function addOrderLines(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  lines: OrderLineRecord[],
  toldAt: Date,
): Promise<OrderId[]> {
  const ids = [...new Set(lines.map(({ orderId }) => orderId))]
  const known = await tx.$queryRaw<{ id: OrderId; same: boolean }[]>`
    select id, told_at = ${toldAt} as same from shop_order
     where shop_id = ${shop.id} and id = any(${ids.map(String)}::bigint[]) order by id for update`
  const taking = new Set(known.filter(({ same }) => same).map(({ id }) => id))
  const taken = lines.filter(({ orderId }) => taking.has(orderId))
  await insert(tx, shop, taken)
  await concludeRefundLines(tx, shop, taken)
  const found = new Set(known.map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}

async function insert(tx: Transaction, shop: Pick<Shop, 'id'>, lines: OrderLineRecord[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw`
    insert into order_line (shop_id, order_id, id, product_id, variant_id, title, variant_title, sku, vendor, quantity, price_minor, discount_minor)
    select ${shop.id}, order_id, id, product_id, variant_id, title, variant_title, sku, vendor, quantity, price_minor, discount_minor
      from json_to_recordset(${recordset(lines)}::json) as r (
        order_id bigint, id bigint, product_id bigint, variant_id bigint, title text, variant_title text, sku text,
        vendor text, quantity int, price_minor bigint, discount_minor bigint)
    on conflict do nothing`
}
