import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { idList } from './lists.server.ts'
import { writeCustomers } from './record-customers.server.ts'
import { together, type Recorded } from './recorded.ts'
import type { CustomerRecord, OrderRecord } from './records.ts'

const EPOCH = new Date(0)

/** Writes the buyers whom orders describe, whose turn is taken already; where an order only names his id, he gets a row that any telling of him replaces. */
export async function recordBuyers(tx: Transaction, shop: Shop, orders: OrderRecord[]): Promise<Recorded> {
  const described = orders.flatMap(({ buyer }) => buyer ?? [])
  const named = new Map(
    orders.flatMap((order) =>
      order.buyer === null && order.buyerId !== null ? [[order.buyerId, order] as const] : [],
    ),
  )
  const unknown = await unknownOf(tx, shop, [...named.keys()])
  const thin = unknown.flatMap((id) => {
    const order = named.get(id)
    return order === undefined ? [] : [thinBuyer(id, order)]
  })
  return together([await writeCustomers(tx, shop, thin), await writeCustomers(tx, shop, described)])
}

async function unknownOf(tx: Transaction, shop: Shop, ids: CustomerId[]): Promise<CustomerId[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<{ id: CustomerId }[]>`
    select given.id from unnest(${idList(ids)}) as given (id)
     where not exists (select from customer c where c.shop_id = ${shop.id} and c.id = given.id offset 0)`
  return rows.map(({ id }) => id)
}

function thinBuyer(id: CustomerId, order: OrderRecord): CustomerRecord {
  const { email, firstName, lastName, city, countryCode, createdAt } = order
  const unsaid = {
    phone: null,
    locale: null,
    state: null,
    tags: null,
    addresses: null,
    addressesWhole: false,
    note: null,
  }
  return { ...unsaid, id, email, firstName, lastName, city, countryCode, createdAt, updatedAt: EPOCH, toldAt: EPOCH }
}
