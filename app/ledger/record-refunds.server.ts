import type { CustomerId, RefundId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { digestOf } from './digest.server.ts'
import type { Recorded } from './recorded.ts'
import { relation } from './relation.server.ts'
import type { OrderLineRecord, RefundRecord } from './records.ts'
import { refundLineShape, refundShape, takenBackShape } from './shapes.ts'
import { takeTurnOfOrders } from './turns.server.ts'

/**
 * Adds refunds to their orders by id, also before the order is known; a telling with lines beats one without.
 * A deleted order takes no more refunds.
 */
export async function recordRefunds(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  refunds: RefundRecord[],
): Promise<Recorded> {
  if (refunds.length === 0) return { applied: 0, customerIds: [] }
  const ids = refunds.map(({ orderId }) => orderId)
  await takeTurnOfOrders(tx, shop, ids)
  return writeRefunds(tx, shop, refunds)
}

/** Like recordRefunds, for who has taken the turn of their orders already. */
export async function writeRefunds(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  refunds: RefundRecord[],
): Promise<Recorded> {
  if (refunds.length === 0) return { applied: 0, customerIds: [] }
  const written = await upsert(tx, shop, refunds)
  const ids = new Set(written.map(({ id }) => id))
  await replaceLines(
    tx,
    shop,
    refunds.filter(({ id, lines }) => ids.has(id) && lines !== null),
  )
  return { applied: ids.size, customerIds: [...new Set(written.flatMap(({ customerId }) => customerId ?? []))] }
}

/**
 * Concludes what was taken back in refunds that came without lines, from the pieces that are gone from the order's
 * lines: all that no other refund explains belongs to the order's last one.
 */
export async function concludeRefundLines(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  lines: OrderLineRecord[],
): Promise<void> {
  const reduced = lines.filter(({ removed }) => removed > 0)
  if (reduced.length === 0) return
  await tx.$executeRaw`
    insert into refund_line (shop_id, order_id, refund_id, order_line_id, quantity, subtotal_minor)
    select ${shop.id}, r.order_id, last.id, r.id, gone.quantity,
           round((r.price_minor::numeric * r.quantity - r.discount_minor) * gone.quantity / r.quantity)
      from ${await relation(tx, takenBackShape, reduced)}
      cross join lateral (
        select id, exact from refund where shop_id = ${shop.id} and order_id = r.order_id
         order by created_at desc, id desc limit 1) as last
      cross join lateral (
        select r.removed - coalesce(sum(l.quantity), 0) as quantity
          from refund_line l join refund f on f.shop_id = l.shop_id and f.order_id = l.order_id and f.id = l.refund_id
         where l.shop_id = ${shop.id} and l.order_id = r.order_id and l.order_line_id = r.id and f.exact) as gone
     where not last.exact and gone.quantity > 0 and r.quantity > 0
    on conflict (shop_id, order_id, refund_id, order_line_id)
    do update set quantity = excluded.quantity, subtotal_minor = excluded.subtotal_minor`
}

async function upsert(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  refunds: RefundRecord[],
): Promise<{ id: RefundId; customerId: CustomerId | null }[]> {
  const rows = refunds.map((refund) => ({ ...refund, exact: refund.lines !== null, digest: digestOf(refund) }))
  return tx.$queryRaw`
    with written as (
      insert into refund (shop_id, order_id, id, created_at, total_minor, note, exact, updated_at, told_at, digest)
      select distinct on (order_id, id) ${shop.id}, order_id, id, created_at, total_minor, note, exact, updated_at, told_at, digest
        from ${await relation(tx, refundShape, rows)}
       where not exists (select from shop_order o where o.shop_id = ${shop.id} and o.id = r.order_id and o.deleted_at is not null offset 0)
       order by order_id, id, exact desc, updated_at desc, told_at desc, digest desc
      on conflict (shop_id, order_id, id) do update set
        created_at = excluded.created_at, total_minor = excluded.total_minor, note = excluded.note,
        exact = excluded.exact, updated_at = excluded.updated_at, told_at = excluded.told_at, digest = excluded.digest
      where (refund.exact, refund.updated_at, refund.told_at, refund.digest)
         <= (excluded.exact, excluded.updated_at, excluded.told_at, excluded.digest)
      returning id, order_id
    )
    select id, (select customer_id from shop_order o where o.shop_id = ${shop.id} and o.id = order_id) as "customerId"
      from written`
}

async function replaceLines(tx: Transaction, shop: Pick<Shop, 'id'>, refunds: RefundRecord[]): Promise<void> {
  if (refunds.length === 0) return
  const lines = refunds.flatMap(({ id, orderId, lines: own }) =>
    (own ?? []).map((line) => ({ ...line, refundId: id, orderId })),
  )
  await tx.$executeRaw`
    delete from refund_line
     using unnest(${refunds.map(({ orderId }) => String(orderId))}::bigint[], ${refunds.map(({ id }) => String(id))}::bigint[]) as given (order_id, id)
     where shop_id = ${shop.id} and refund_line.order_id = given.order_id and refund_id = given.id`
  await tx.$executeRaw`
    insert into refund_line (shop_id, order_id, refund_id, order_line_id, quantity, subtotal_minor)
    select ${shop.id}, order_id, refund_id, order_line_id, quantity, subtotal_minor
      from ${await relation(tx, refundLineShape, lines)}
    on conflict do nothing`
}
