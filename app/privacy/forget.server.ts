import { forgetSuppressed } from '../consent/index.server.ts'
import type { Person } from '../intake/index.ts'
import { normaliseEmail, type Shop } from '../kernel/index.ts'
import { deleteCustomer, takeTurnOfPerson } from '../ledger/index.server.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'
import { emptyDeliveries, holdDeliveries } from './forget-deliveries.server.ts'
import { namesOf } from './person.server.ts'
import { tablesWith } from './tables.server.ts'

/**
 * Deletes everything of a shop, its row and its sessions included, from every table that belongs to shops. The caller
 * holds the shop's row. What arrives in this very moment is not seen here; its own job finds no shop and deletes it.
 * @returns how many rows that were
 */
export async function forgetShop(tx: Transaction, shop: Shop): Promise<number> {
  // Jobs first: whoever arrives later keeps his. Also what has given up or waits; one under way finds no shop any more.
  await tx.$executeRaw`
    delete from graphile_worker._private_jobs where (payload ->> 'shopId')::int = ${shop.id} and locked_at is null`
  // Then the deliveries: this waits for those that are being applied, and sees what they have written.
  let rows = await tx.$executeRaw`delete from delivery where shop_id = ${shop.id}`
  for (const { sql } of await tablesWith(tx, 'shop_id'))
    rows += await tx.$executeRaw`delete from ${sql} where shop_id = ${shop.id}`
  const sessions = await tx.session.deleteMany({ where: { shop: shop.domain } })
  await tx.shop.delete({ where: { id: shop.id } })
  return rows + sessions.count + 1
}

// Orders stay as numbers that name nobody; a suppression stays as a hash, because it protects the person.
const KEPT = ['shop_order', 'suppression']

/**
 * Forgets a person: every row that names him by id or address is deleted, his orders stay without him, and stored
 * deliveries that name him are emptied. The caller holds the shop's row.
 * @returns how many rows were deleted or emptied
 */
export async function forgetCustomer(tx: Transaction, shop: Shop, person: Person, at: Date): Promise<number> {
  await holdDeliveries(tx, shop, await namesOf(tx, shop, person))
  const email = normaliseEmail(person.email)
  await takeTurnOfPerson(tx, shop, person.id, email === null ? [] : [email])
  const names = await namesOf(tx, shop, person)
  const { emails, isOneOf, hasAddress, hasPhone, isTheirOrder, requests, inText } = names
  let rows = await tx.$executeRaw`delete from message where shop_id = ${shop.id} and request_id in (${requests})`
  rows += await tx.$executeRaw`
    update shop_order set customer_id = null, buyer_id = null, email = null, first_name = null, last_name = null, city = null
     where shop_id = ${shop.id} and id in (
       select id from shop_order where shop_id = ${shop.id} and id = ${isTheirOrder} order by id for update)`
  rows += await blankWords(tx, shop, isTheirOrder)
  // Before the tables: a profile that is being written of a guest holds his row, and must be there to be deleted.
  rows += await tx.$executeRaw`delete from customer where shop_id = ${shop.id} and id = ${isOneOf} and id < 0`
  for (const { name, sql } of await tablesWith(tx, 'customer_id')) {
    if (!KEPT.includes(name))
      rows += await tx.$executeRaw`delete from ${sql} where shop_id = ${shop.id} and customer_id = ${isOneOf}`
  }
  for (const { name, sql } of await tablesWith(tx, 'email')) {
    if (![...KEPT, 'shop', 'Session', 'customer'].includes(name))
      rows += await tx.$executeRaw`delete from ${sql} where shop_id = ${shop.id} and email = ${hasAddress}`
  }
  rows += await tx.$executeRaw`delete from checkout where shop_id = ${shop.id} and phone = ${hasPhone}`
  for (const email of emails) rows += await forgetSuppressed(tx, shop, email)
  rows += (await deleteCustomer(tx, shop, person.id, at)).applied
  rows += await emptyDeliveries(tx, shop, names, at)
  const error = Prisma.sql`last_error`
  await tx.$executeRaw`
    update graphile_worker._private_jobs set last_error = 'the person was forgotten'
     where (payload ->> 'shopId')::int = ${shop.id} and ${inText(error)}`
  return rows
}

/** What somebody wrote in their own words about these orders, and what leads to their parcel. */
async function blankWords(tx: Transaction, shop: Shop, isTheirOrder: Prisma.Sql): Promise<number> {
  const refunds = await tx.$executeRaw`
    update refund set note = null where shop_id = ${shop.id} and order_id = ${isTheirOrder} and note is not null`
  const returns = await tx.$executeRaw`
    update order_return set decline_reason = null
     where shop_id = ${shop.id} and order_id = ${isTheirOrder} and decline_reason is not null`
  const parcels = await tx.$executeRaw`
    update fulfillment set tracking_company = null, tracking_numbers = '{}'
     where shop_id = ${shop.id} and order_id = ${isTheirOrder}`
  return refunds + returns + parcels
}
