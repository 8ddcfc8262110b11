import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { idList } from './lists.server.ts'
import { holdMerges, lockEmails, takeTurn } from './locks.server.ts'
import { emailsOf } from './people.server.ts'
import { withMerged } from './survivors.server.ts'

/** Which of some orders are known, and of the living: the addresses of guests, and whose they are. */
export type FormerOrders = { ids: Set<OrderId>; emails: string[]; customerIds: CustomerId[] }

/**
 * Takes the turn of orders and of everybody whom they concern.
 * @param told the buyers and the addresses that are said of them
 */
export async function takeTurnOfOrders(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  orders: OrderId[],
  told: { buyers: CustomerId[]; emails: string[] } = { buyers: [], emails: [] },
): Promise<FormerOrders> {
  const turn = await takeTurn(tx, shop, { orders, customers: told.buyers })
  const former = await formerOrders(tx, shop, orders)
  if (turn === 'shop') return former
  const known = await emailsOf(tx, shop, told.buyers)
  await lockEmails(tx, shop, turn, [...former.emails, ...known, ...told.emails])
  // Until now somebody with one of these addresses could have got the orders.
  return formerOrders(tx, shop, orders)
}

/** Takes the turn of customers and of all addresses that they have had or are told to have. */
export async function takeTurnOfCustomers(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  customers: CustomerId[],
  told: string[],
): Promise<void> {
  const turn = await takeTurn(tx, shop, { customers })
  if (turn === 'things') await lockEmails(tx, shop, turn, [...told, ...(await emailsOf(tx, shop, customers))])
}

/** Takes the turn of a customer, of everybody who was merged into him, and of their addresses. */
export async function takeTurnOfPerson(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  id: CustomerId,
  told: string[] = [],
): Promise<{ family: CustomerId[]; emails: string[] }> {
  await holdMerges(tx, shop)
  const family = await withMerged(tx, shop, [id])
  const turn = await takeTurn(tx, shop, { customers: family })
  const emails = [...told, ...(await emailsOf(tx, shop, family))]
  await lockEmails(tx, shop, turn, emails)
  return { family, emails }
}

async function formerOrders(tx: Transaction, shop: Pick<Shop, 'id'>, orders: OrderId[]): Promise<FormerOrders> {
  const rows = await tx.$queryRaw<{ id: OrderId; email: string | null; customerId: CustomerId | null }[]>`
    select o.id, case when o.buyer_id is null then o.email end as email, o.customer_id as "customerId"
      from unnest(${idList(orders)}) as given (id)
     cross join lateral (select * from shop_order o where o.shop_id = ${shop.id} and o.id = given.id offset 0) as o`
  return {
    ids: new Set(rows.map(({ id }) => id)),
    emails: rows.flatMap(({ email }) => email ?? []),
    customerIds: rows.flatMap(({ customerId }) => customerId ?? []),
  }
}
