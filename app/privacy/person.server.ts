import { asSubject, type Person } from '../intake/index.ts'
import { deliveriesNamingSql } from '../intake/index.server.ts'
import { normaliseEmail, type CustomerId, type OrderId, type Shop } from '../kernel/index.ts'
import { guestIdOf, withMerged } from '../ledger/index.server.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

/**
 * How a person may be named in our tables: by Shopify's id and the ids of customers who were merged into hers, by every
 * address of these, as the guest of each address, and by their orders, for a refund's or a parcel's message names no more.
 */
export async function namesOf(db: Queryable, shop: Pick<Shop, 'id'>, person: Person) {
  const customers = await withMerged(db, shop, [person.id])
  const emails = await addressesOf(db, shop, customers, normaliseEmail(person.email))
  const ids = [...customers, ...emails.map(guestIdOf)].map(String)
  const isOneOf = Prisma.sql`any(${ids}::bigint[])`
  const hasAddress = Prisma.sql`any(${emails}::text[])`
  const found = await db.$queryRaw<{ id: OrderId }[]>`
    select id from shop_order
     where shop_id = ${shop.id} and (customer_id = ${isOneOf} or buyer_id = ${isOneOf} or email = ${hasAddress}
           or id = any(${person.orderIds.map(String)}::bigint[]))`
  const orderIds = found.map(({ id }) => id)
  const isTheirOrder = Prisma.sql`any(${orderIds.map(String)}::bigint[])`
  const hasPhone = Prisma.sql`${person.phone}::text`
  const requests = Prisma.sql`
    select id from service_request where shop_id = ${shop.id} and (customer_id = ${isOneOf} or email = ${hasAddress})`
  // Word borders, or the id 123 would be found inside 51234.
  const named = [...customers, ...orderIds].map(String).join('|')
  const written = [...emails, ...(person.phone === null || person.phone === '' ? [] : [person.phone])]
  const inText = (text: Prisma.Sql) => Prisma.sql`
    (${text} ~ ${`\\m(${named})\\M`}
     or exists (select from unnest(${written}::text[]) as address where position(address in lower(${text})) > 0))`
  const subjects = { ids: [...customers, ...orderIds], words: written.map(asSubject) }
  const inDeliveries = deliveriesNamingSql(shop, subjects, inText(Prisma.sql`body`))
  return { customers, emails, isOneOf, hasAddress, hasPhone, isTheirOrder, requests, inText, inDeliveries }
}

export type Names = Awaited<ReturnType<typeof namesOf>>

async function addressesOf(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  customers: CustomerId[],
  given: string | null,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ email: string }[]>`
    select email from customer
     where shop_id = ${shop.id} and id = any(${customers.map(String)}::bigint[]) and email is not null`
  return [...new Set([...(given === null ? [] : [given]), ...rows.map(({ email }) => email)])]
}
