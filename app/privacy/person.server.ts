import type { Person } from '../intake/index.ts'
import { normaliseEmail, type Shop } from '../kernel/index.ts'
import { guestIdOf } from '../ledger/index.server.ts'
import { Prisma } from '../platform/index.server.ts'

/** How a person may be named in our tables: by Shopify's id, as the guest of his address, and by the address itself. */
export function namesOf(shop: Pick<Shop, 'id'>, person: Person) {
  const email = normaliseEmail(person.email)
  const ids = [person.id, ...(email === null ? [] : [guestIdOf(email)])]
  const isOneOf = Prisma.sql`any(${ids.map(String)}::bigint[])`
  const orders = Prisma.sql`
    select id from shop_order where shop_id = ${shop.id} and (customer_id = ${isOneOf} or buyer_id = ${isOneOf} or email = ${email})`
  const requests = Prisma.sql`
    select id from service_request where shop_id = ${shop.id} and (customer_id = ${isOneOf} or email = ${email})`
  // Word borders, or the id 123 would be found inside 51234.
  const inText = (text: Prisma.Sql) =>
    Prisma.sql`(${text} ~ ${`\\m${String(person.id)}\\M`} or position(${email ?? '\u0001'} in lower(${text})) > 0)`
  return { email, isOneOf, orders, requests, inText }
}
