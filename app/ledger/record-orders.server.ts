import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { digestOf } from './digest.server.ts'
import { lockEmails, settlePeople } from './people.server.ts'
import { recordBuyers } from './record-buyers.server.ts'
import { replaceOrderLines } from './record-order-lines.server.ts'
import { concludeRefundLines, writeRefunds } from './record-refunds.server.ts'
import { together, type Recorded } from './recorded.ts'
import { recordset } from './recordset.ts'
import type { OrderRecord } from './records.ts'
import { holdMerges, survivorsOf } from './survivors.server.ts'

/**
 * Writes orders with their lines, refunds and buyers, one or thousands. An older version never overwrites a newer one,
 * a deleted order stays so; lines are replaced as a set, refunds only ever added to.
 */
export async function recordOrders(tx: Transaction, shop: Shop, orders: OrderRecord[]): Promise<Recorded> {
  if (orders.length === 0) return { applied: 0, customerIds: [] }
  await holdMerges(tx, shop)
  const former = await formerPeople(
    tx,
    shop,
    orders.map(({ id }) => id),
  )
  const emails = [...former.emails, ...orders.flatMap(({ buyerId, email }) => (buyerId === null ? (email ?? []) : []))]
  await lockEmails(tx, shop, [...emails, ...orders.flatMap(({ buyer }) => buyer?.email ?? [])])
  const buyers = await recordBuyers(tx, shop, orders)
  const survivors = await survivorsOf(
    tx,
    shop,
    orders.flatMap(({ buyerId }) => buyerId ?? []),
  )
  const written = new Set(await upsert(tx, shop, orders, survivors))
  const accepted = orders.filter(({ id }) => written.has(id))
  const lines = accepted.flatMap((order) => order.lines)
  await replaceOrderLines(tx, shop, [...written], lines)
  const refunds = await writeRefunds(
    tx,
    shop,
    orders.flatMap((order) => order.refunds),
  )
  await concludeRefundLines(tx, shop, lines)
  const moved = await settlePeople(tx, shop, emails)
  const buyerIds = accepted.flatMap(({ buyerId }) => (buyerId === null ? [] : (survivors.get(buyerId) ?? buyerId)))
  const people = accepted.length > 0 ? [...former.customerIds, ...buyerIds, ...moved] : moved
  return together([
    { applied: written.size, customerIds: people },
    { ...refunds, applied: 0 },
    { ...buyers, applied: 0 },
  ])
}

async function formerPeople(
  tx: Transaction,
  shop: Shop,
  ids: OrderId[],
): Promise<{ emails: string[]; customerIds: CustomerId[] }> {
  const rows = await tx.$queryRaw<{ email: string | null; customerId: CustomerId | null }[]>`
    select case when buyer_id is null then email end as email, customer_id as "customerId" from shop_order
     where shop_id = ${shop.id} and id = any(${ids.map(String)}::bigint[]) and deleted_at is null`
  return {
    emails: rows.flatMap(({ email }) => email ?? []),
    customerIds: rows.flatMap(({ customerId }) => customerId ?? []),
  }
}

async function upsert(
  tx: Transaction,
  shop: Shop,
  orders: OrderRecord[],
  survivors: Map<CustomerId, CustomerId>,
): Promise<OrderId[]> {
  const rows = recordset(
    orders.map(({ buyer: _, refunds: _refunds, ...order }) => {
      const { lines: _lines, ...own } = order
      const customerId = order.buyerId === null ? null : (survivors.get(order.buyerId) ?? order.buyerId)
      return { ...own, customerId, digest: digestOf(order) }
    }),
  )
  const written = await tx.$queryRaw<{ id: OrderId }[]>`
    insert into shop_order (shop_id, id, name, customer_id, buyer_id, email, first_name, last_name, city, country_code,
        created_at, processed_at, updated_at, told_at, cancelled_at, test, currency, subtotal_minor, discount_minor,
        total_minor, financial_status, fulfillment_status, channel, locale, discount_codes, digest)
    select distinct on (id) ${shop.id}, id, name, customer_id, buyer_id, email, first_name, last_name, city, country_code,
        created_at, processed_at, updated_at, told_at, cancelled_at, test, currency, subtotal_minor, discount_minor,
        total_minor, financial_status, fulfillment_status, channel, locale, discount_codes, digest
      from jsonb_to_recordset(${rows}::jsonb) as r (
        id bigint, name text, customer_id bigint, buyer_id bigint, email text, first_name text, last_name text, city text, country_code text,
        created_at timestamptz, processed_at timestamptz, updated_at timestamptz, told_at timestamptz, cancelled_at timestamptz,
        test boolean, currency text, subtotal_minor bigint, discount_minor bigint, total_minor bigint, financial_status text,
        fulfillment_status text, channel text, locale text, discount_codes text[],
        digest text collate "C")
     order by id, updated_at desc, told_at desc, digest desc
    on conflict (shop_id, id) do update set
      name = excluded.name, buyer_id = excluded.buyer_id, email = excluded.email, first_name = excluded.first_name,
      last_name = excluded.last_name, city = excluded.city, country_code = excluded.country_code,
      created_at = excluded.created_at, processed_at = excluded.processed_at, updated_at = excluded.updated_at,
      told_at = excluded.told_at, cancelled_at = excluded.cancelled_at, test = excluded.test, currency = excluded.currency,
      subtotal_minor = excluded.subtotal_minor, discount_minor = excluded.discount_minor, total_minor = excluded.total_minor,
      financial_status = excluded.financial_status, fulfillment_status = excluded.fulfillment_status,
      channel = excluded.channel, locale = excluded.locale, discount_codes = excluded.discount_codes,
      digest = excluded.digest,
      customer_id = case when excluded.buyer_id is null and shop_order.buyer_id is null and excluded.email = shop_order.email
                         then shop_order.customer_id else excluded.customer_id end
    where shop_order.deleted_at is null
      and (shop_order.updated_at, shop_order.told_at, shop_order.digest)
       <= (excluded.updated_at, excluded.told_at, excluded.digest)
    returning id`
  return written.map(({ id }) => id)
}
