import type { OrderId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { idList } from './lists.server.ts'
import { takeShop } from './locks.server.ts'
import { concludeRefundLines } from './record-refunds.server.ts'
import { copyRecords, MANY, relation } from './relation.server.ts'
import type { OrderLineRecord } from './records.ts'
import { orderLineShape } from './shapes.ts'

/**
 * Writes the lines of orders, instead of those that the orders in `known` had.
 * @param beside whether some of them may be there already
 */
export async function replaceOrderLines(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  known: OrderId[],
  lines: OrderLineRecord[],
  beside: boolean,
): Promise<void> {
  if (known.length > 0) {
    await tx.$executeRaw`
      delete from order_line where shop_id = ${shop.id} and order_id = any(${idList(known)})`
  }
  const ids = new Set(lines.map(({ id }) => id))
  if (beside || lines.length < MANY || ids.size < lines.length) await insert(tx, shop, lines)
  else await copyRecords(tx, 'order_line', orderLineShape, lines, shop.id)
}

/**
 * Adds lines that an export told far from their orders, in a transaction that has written nothing or has the whole shop. Only orders that still stand as this export told them take them.
 * @param toldAt when the export began
 * @returns the orders that are not known at all
 */
export async function addOrderLines(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  lines: OrderLineRecord[],
  toldAt: Date,
): Promise<OrderId[]> {
  await takeShop(tx, shop)
  const ids = [...new Set(lines.map(({ orderId }) => orderId))]
  const known = await tx.$queryRaw<{ id: OrderId; same: boolean }[]>`
    select id, told_at = ${toldAt} as same from shop_order
     where shop_id = ${shop.id} and id = any(${idList(ids)})`
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
    select distinct on (order_id, id) ${shop.id}, order_id, id, product_id, variant_id, title, variant_title, sku, vendor, quantity, price_minor, discount_minor
      from ${await relation(tx, orderLineShape, lines)}
    on conflict (shop_id, order_id, id) do update set
      product_id = excluded.product_id, variant_id = excluded.variant_id, title = excluded.title,
      variant_title = excluded.variant_title, sku = excluded.sku, vendor = excluded.vendor, quantity = excluded.quantity,
      price_minor = excluded.price_minor, discount_minor = excluded.discount_minor`
}
