import { forgetSuppressed } from '../consent/index.server.ts'
import type { Person } from '../intake/index.ts'
import { normaliseEmail, type Shop } from '../kernel/index.ts'
import { deleteCustomer, takeTurnOfPerson } from '../ledger/index.server.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'
import { namesOf } from './person.server.ts'
import { tablesWith } from './tables.server.ts'

/**
 * Deletes everything of a shop, its row and its sessions included, from every table that belongs to shops.
 * @returns how many rows that were
 */
export async function forgetShop(tx: Transaction, shop: Shop): Promise<number> {
  let rows = 0
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
 * deliveries that name him are emptied.
 * @returns how many rows were deleted or emptied
 */
export async function forgetCustomer(tx: Transaction, shop: Shop, person: Person, at: Date): Promise<number> {
  await takeTurnOfPerson(tx, shop, person.id, [normaliseEmail(person.email) ?? []].flat())
  const { emails, isOneOf, hasAddress, orders, requests, inText } = await namesOf(tx, shop, person)
  let rows = await tx.$executeRaw`delete from message where shop_id = ${shop.id} and request_id in (${requests})`
  rows += await tx.$executeRaw`
    update shop_order set customer_id = null, buyer_id = null, email = null, first_name = null, last_name = null, city = null
     where shop_id = ${shop.id} and id in (${orders} order by id for update)`
  for (const { name, sql } of await tablesWith(tx, 'customer_id')) {
    if (!KEPT.includes(name))
      rows += await tx.$executeRaw`delete from ${sql} where shop_id = ${shop.id} and customer_id = ${isOneOf}`
  }
  for (const { name, sql } of await tablesWith(tx, 'email')) {
    if (![...KEPT, 'shop', 'Session', 'customer'].includes(name))
      rows += await tx.$executeRaw`delete from ${sql} where shop_id = ${shop.id} and email = ${hasAddress}`
  }
  for (const email of emails) rows += await forgetSuppressed(tx, shop, email)
  rows += (await deleteCustomer(tx, shop, person.id, at)).applied
  rows += await tx.$executeRaw`delete from customer where shop_id = ${shop.id} and id = ${isOneOf} and id < 0`
  const body = Prisma.sql`body`
  rows += await tx.$executeRaw`
    update delivery set body = '{}',
           outcome = case when settled_at is null or outcome = 'failed' then 'ignored' else outcome end,
           reason = case when settled_at is null or outcome = 'failed' then 'the person was forgotten' else reason end,
           settled_at = coalesce(settled_at, ${at})
     where shop_id = ${shop.id} and ${inText(body)}`
  return rows
}
