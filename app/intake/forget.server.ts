import { normaliseEmail, type CustomerId, type Shop } from '../kernel/index.ts'
import { deleteCustomer, guestIdOf } from '../ledger/index.server.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'

/** Deletes everything of a shop, its row and its sessions included, from every table that belongs to shops. */
export async function forgetShop(tx: Transaction, shop: Shop): Promise<void> {
  for (const table of await tablesWith(tx, 'shop_id'))
    await tx.$executeRaw`delete from ${table} where shop_id = ${shop.id}`
  await tx.session.deleteMany({ where: { shop: shop.domain } })
  await tx.shop.delete({ where: { id: shop.id } })
}

/**
 * Forgets a person: every row of his in every table is deleted, his orders stay as numbers that name nobody, and
 * stored deliveries that name him are emptied. A suppression stays, because it protects him.
 */
export async function forgetCustomer(
  tx: Transaction,
  shop: Shop,
  person: { id: CustomerId; email: string | null },
  at: Date,
): Promise<void> {
  const email = normaliseEmail(person.email)
  const ids = [person.id, ...(email === null ? [] : [guestIdOf(email)])]
  const who = Prisma.sql`any(${ids.map(String)}::bigint[])`
  await tx.$executeRaw`
    delete from message using service_request r
     where message.shop_id = ${shop.id} and r.shop_id = message.shop_id and r.id = message.request_id and r.customer_id = ${who}`
  await tx.$executeRaw`
    update shop_order set customer_id = null, buyer_id = null, email = null, first_name = null, last_name = null, city = null
     where shop_id = ${shop.id} and (customer_id = ${who} or buyer_id = ${who} or email = ${email})`
  for (const table of await tablesWith(tx, 'customer_id')) {
    await tx.$executeRaw`delete from ${table} where shop_id = ${shop.id} and customer_id = ${who}`
  }
  await deleteCustomer(tx, shop, person.id, at)
  await tx.$executeRaw`delete from customer where shop_id = ${shop.id} and id = ${ids.at(-1)} and id < 0`
  await tx.$executeRaw`
    update delivery set body = '{}', reason = 'forgotten'
     where shop_id = ${shop.id} and (body like ${`%${String(person.id)}%`} or body like ${email === null ? null : `%${email}%`})`
}

const LINKED_TO_SHOPPING = ['shop_order']

async function tablesWith(tx: Transaction, column: string): Promise<Prisma.Sql[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select c.table_name::text as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = ${column} and t.table_type = 'BASE TABLE' order by 1`
  return rows
    .filter(({ name }) => column === 'shop_id' || !LINKED_TO_SHOPPING.includes(name))
    .map(({ name }) => Prisma.raw(`"${name}"`))
}
