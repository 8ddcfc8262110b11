import type { CustomerId, OrderId, OrderLineId, ProductId, RefundId, Shop, VariantId } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** Amounts are minor units of `currency`. */
export type OrderView = {
  id: OrderId
  name: string
  processedAt: Date
  cancelledAt: Date | null
  test: boolean
  currency: string
  subtotalMinor: number
  discountMinor: number
  totalMinor: number
  financialStatus: string | null
  fulfillmentStatus: string | null
  discountCodes: string[]
  lines: OrderLineView[]
  refunds: { id: RefundId; createdAt: Date; totalMinor: number; note: string | null }[]
}

export type OrderLineView = {
  id: OrderLineId
  productId: ProductId | null
  variantId: VariantId | null
  title: string
  variantTitle: string | null
  productType: string | null
  quantity: number
  /** Pieces taken back. */
  refunded: number
  priceMinor: number
  discountMinor: number
}

/** A customer's orders with lines and refunds, newest first; test orders and cancelled ones are among them. */
export async function ordersOfCustomer(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  id: CustomerId,
  limit = 250,
): Promise<OrderView[]> {
  const rows = await db.order.findMany({
    where: { shopId: shop.id, customerId: id, deletedAt: null },
    orderBy: [{ processedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  const ids = rows.map((row) => row.id as OrderId)
  const [lines, refunds] = [await linesOf(db, shop, ids), await refundsOf(db, shop, ids)]
  return rows.map((row) => ({
    id: row.id as OrderId,
    name: row.name,
    processedAt: row.processedAt,
    cancelledAt: row.cancelledAt,
    test: row.test,
    currency: row.currency,
    subtotalMinor: Number(row.subtotalMinor),
    discountMinor: Number(row.discountMinor),
    totalMinor: Number(row.totalMinor),
    financialStatus: row.financialStatus,
    fulfillmentStatus: row.fulfillmentStatus,
    discountCodes: row.discountCodes,
    lines: lines.filter(({ orderId }) => orderId === row.id).map(({ orderId: _, ...line }) => line),
    refunds: refunds.filter(({ orderId }) => orderId === row.id).map(({ orderId: _, ...refund }) => refund),
  }))
}

type Minor = { priceMinor: bigint; discountMinor: bigint }

async function linesOf(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  ids: OrderId[],
): Promise<(OrderLineView & { orderId: OrderId })[]> {
  const rows = await db.$queryRaw<(Omit<OrderLineView, keyof Minor> & Minor & { orderId: OrderId })[]>`
    select l.order_id as "orderId", l.id, l.product_id as "productId", l.variant_id as "variantId", l.title,
           l.variant_title as "variantTitle", p.product_type as "productType", l.quantity,
           coalesce((select sum(r.quantity) from refund_line r
                      where r.shop_id = l.shop_id and r.order_id = l.order_id and r.order_line_id = l.id), 0)::int as refunded,
           l.price_minor as "priceMinor", l.discount_minor as "discountMinor"
      from order_line l left join product p on p.shop_id = l.shop_id and p.id = l.product_id
     where l.shop_id = ${shop.id} and l.order_id = any(${ids.map(String)}::bigint[])
     order by l.order_id, l.id`
  return rows.map((row) => ({ ...row, priceMinor: Number(row.priceMinor), discountMinor: Number(row.discountMinor) }))
}

async function refundsOf(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  ids: OrderId[],
): Promise<(OrderView['refunds'][number] & { orderId: OrderId })[]> {
  const rows = await db.refund.findMany({
    where: { shopId: shop.id, orderId: { in: ids } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, orderId, createdAt, totalMinor, note }) => ({
    id: id as RefundId,
    orderId: orderId as OrderId,
    createdAt,
    totalMinor: Number(totalMinor),
    note,
  }))
}

/** How many orders and lines the shop has, and how many orders name nobody. */
export async function countOrders(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
): Promise<{ orders: number; lines: number; anonymous: number; refunds: number }> {
  const [counts] = await db.$queryRaw<{ orders: number; lines: number; anonymous: number; refunds: number }[]>`
    select count(*)::int as orders, count(*) filter (where customer_id is null)::int as anonymous,
           (select count(*)::int from order_line where shop_id = ${shop.id}) as lines,
           (select count(*)::int from refund where shop_id = ${shop.id}) as refunds
      from shop_order where shop_id = ${shop.id} and deleted_at is null`
  return counts ?? { orders: 0, lines: 0, anonymous: 0, refunds: 0 }
}
