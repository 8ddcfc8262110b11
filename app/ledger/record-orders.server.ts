import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { digestOf } from './digest.server.ts'
import { splitIds } from './lists.server.ts'
import { peopleOf, settlePeople, writeGuests } from './people.server.ts'
import { recordBuyers } from './record-buyers.server.ts'
import { completeCheckouts } from './record-checkouts.server.ts'
import { replaceOrderLines } from './record-order-lines.server.ts'
import { concludeRefundLines, writeRefunds } from './record-refunds.server.ts'
import { together, type Recorded } from './recorded.ts'
import { copyRecords, MANY, relation } from './relation.server.ts'
import type { OrderRecord } from './records.ts'
import { orderShape } from './shapes.ts'
import { survivorsOf } from './survivors.server.ts'
import { takeTurnOfOrders } from './turns.server.ts'

type OrderRow = OrderRecord & { customerId: CustomerId | null; digest: string }

/**
 * Writes orders with their lines, refunds, buyers and completed checkouts, one or thousands. An older version never overwrites a newer one,
 * a deleted order stays so; lines are replaced as a set, or added
 * to where more of them may come; refunds only ever added to.
 */
export async function recordOrders(tx: Transaction, shop: Shop, orders: OrderRecord[]): Promise<Recorded> {
  if (orders.length === 0) return { applied: 0, customerIds: [] }
  const ids = orders.map(({ id }) => id)
  const guests = orders.flatMap(({ buyerId, email }) => (buyerId === null ? (email ?? []) : []))
  const former = await takeTurnOfOrders(tx, shop, ids, {
    buyers: orders.flatMap(({ buyerId, buyer }) => buyer?.id ?? buyerId ?? []),
    emails: orders.flatMap(({ buyer, email }) => [buyer?.email ?? [], email ?? []].flat()),
  })
  const emails = [...former.emails, ...guests]
  const buyers = await recordBuyers(tx, shop, orders)
  const people = await peopleOf(tx, shop, emails)
  const survivors = await survivorsOf(
    tx,
    shop,
    orders.flatMap(({ buyerId }) => buyerId ?? []),
  )
  const personOf = ({ buyerId, email }: OrderRecord): CustomerId | null =>
    buyerId === null ? (people.get(email ?? '') ?? null) : (survivors.get(buyerId) ?? buyerId)
  const rows = orders.map((order) => ({ ...order, customerId: personOf(order), digest: digestOf(ownOf(order)) }))
  const written = await write(tx, shop, rows, former.ids)
  const accepted = rows.filter(({ id }) => written.inserted.has(id) || written.updated.has(id))
  const lines = accepted.flatMap((order) => order.lines)
  // Shopify keeps every line of an order, so none need go for lines that may come later.
  const kept = new Set(accepted.filter(({ id, partial }) => partial && written.updated.has(id)).map(({ id }) => id))
  await replaceOrderLines(
    tx,
    shop,
    [...written.updated].filter((id) => !kept.has(id)),
    lines,
    kept.size > 0,
  )
  const refunds = await writeRefunds(
    tx,
    shop,
    orders.flatMap((order) => order.refunds),
  )
  await concludeRefundLines(tx, shop, lines)
  await completeCheckouts(tx, shop, orders)
  // New orders were given to their people above; only orders that change can leave a guest without any.
  const settle = former.ids.size === 0 ? writeGuests : settlePeople
  const moved = await settle(tx, shop, people)
  const own = accepted.flatMap(({ customerId }) => customerId ?? [])
  return together([
    { applied: accepted.length, customerIds: accepted.length > 0 ? [...former.customerIds, ...own, ...moved] : moved },
    { ...refunds, applied: 0 },
    { ...buyers, applied: 0 },
  ])
}

// The buyer, the refunds and what became of the checkout are rows of their own.
function ownOf({ buyer: _, refunds: _refunds, checkoutToken: _token, ...order }: OrderRecord) {
  return order
}

type Written = { inserted: Set<OrderId>; updated: Set<OrderId> }

// An order that is not there cannot be in conflict, so many new ones are copied; the shop's lock keeps others out.
async function write(tx: Transaction, shop: Shop, rows: OrderRow[], known: Set<OrderId>): Promise<Written> {
  const ids = new Set(rows.map(({ id }) => id))
  if (rows.length < MANY || ids.size < rows.length) return upsert(tx, shop, rows)
  const fresh = rows.filter(({ id }) => !known.has(id))
  await copyRecords(tx, 'shop_order', orderShape, fresh, shop.id)
  const { updated } = await upsert(
    tx,
    shop,
    rows.filter(({ id }) => known.has(id)),
  )
  return { inserted: new Set(fresh.map(({ id }) => id)), updated }
}

async function upsert(tx: Transaction, shop: Shop, rows: OrderRow[]): Promise<Written> {
  if (rows.length === 0) return { inserted: new Set(), updated: new Set() }
  const [written] = await tx.$queryRaw<{ inserted: string | null; updated: string | null }[]>`
    with written as (
      insert into shop_order (shop_id, id, name, customer_id, buyer_id, email, first_name, last_name, city, country_code,
          created_at, processed_at, updated_at, told_at, cancelled_at, test, currency, subtotal_minor, discount_minor,
          total_minor, financial_status, fulfillment_status, channel, locale, discount_codes, digest)
      select distinct on (id) ${shop.id}, id, name, customer_id, buyer_id, email, first_name, last_name, city, country_code,
          created_at, processed_at, updated_at, told_at, cancelled_at, test, currency, subtotal_minor, discount_minor,
          total_minor, financial_status, fulfillment_status, channel, locale, discount_codes, digest
        from ${await relation(tx, orderShape, rows)}
       order by id, updated_at desc, told_at desc, digest desc
      on conflict (shop_id, id) do update set
        name = excluded.name, customer_id = excluded.customer_id, buyer_id = excluded.buyer_id, email = excluded.email,
        first_name = excluded.first_name, last_name = excluded.last_name, city = excluded.city,
        country_code = excluded.country_code, created_at = excluded.created_at, processed_at = excluded.processed_at,
        updated_at = excluded.updated_at, told_at = excluded.told_at, cancelled_at = excluded.cancelled_at,
        test = excluded.test, currency = excluded.currency, subtotal_minor = excluded.subtotal_minor,
        discount_minor = excluded.discount_minor, total_minor = excluded.total_minor,
        financial_status = excluded.financial_status, fulfillment_status = excluded.fulfillment_status,
        channel = excluded.channel, locale = excluded.locale, discount_codes = excluded.discount_codes,
        digest = excluded.digest
      where shop_order.deleted_at is null
        and (shop_order.updated_at, shop_order.told_at, shop_order.digest)
         <= (excluded.updated_at, excluded.told_at, excluded.digest)
      returning id, xmax = 0 as inserted
    )
    select string_agg(id::text, ',') filter (where inserted) as inserted,
           string_agg(id::text, ',') filter (where not inserted) as updated
      from written`
  return { inserted: new Set(splitIds(written?.inserted)), updated: new Set(splitIds(written?.updated)) }
}
