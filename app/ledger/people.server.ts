import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable, type Transaction } from '../platform/index.server.ts'
import { guestIdOf } from './guest-id.server.ts'

/** Two writers of one address would each not see the other's order or account, so they take turns. Call it before any write. */
export async function lockEmails(tx: Transaction, shop: Pick<Shop, 'id'>, emails: string[]): Promise<void> {
  if (emails.length === 0) return
  await tx.$queryRaw`
    select count(pg_advisory_xact_lock(key)) from (
      select distinct hashtextextended(${`person ${shop.id} `}::text || email, 0) as key
        from unnest(${emails}::text[]) as email order by 1
    ) as keys`
}

/** The addresses that rows of these customers hold. */
export async function emailsOf(tx: Queryable, shop: Pick<Shop, 'id'>, ids: CustomerId[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
    select email from customer
     where shop_id = ${shop.id} and id = any(${ids.map(String)}::bigint[]) and email is not null`
  return rows.map(({ email }) => email)
}

/**
 * What is said about one customer by several topics, his tags and his deletion, cannot meet in a row that is not there
 * yet, so its writers take turns. Call it after lockEmails.
 */
export async function lockCustomers(tx: Transaction, shop: Pick<Shop, 'id'>, ids: CustomerId[]): Promise<void> {
  await takeTurns(tx, `customer ${shop.id} `, ids)
}

/** A deletion and a refund of an order we do not have yet cannot meet in a row, so they take turns here. */
export async function lockOrders(tx: Transaction, shop: Pick<Shop, 'id'>, ids: OrderId[]): Promise<void> {
  await takeTurns(tx, `order ${shop.id} `, ids)
}

async function takeTurns(tx: Transaction, of: string, ids: bigint[]): Promise<void> {
  await tx.$queryRaw`
    select count(pg_advisory_xact_lock(hashtextextended(${of}::text || id, 0)))
      from (select distinct unnest(${ids.map(String)}::text[]) as id order by 1) as things`
}

/**
 * Says whose the guest orders of these addresses are: the customer's who has the address, else of the one who took over
 * the customer who had it, else a guest's, whose row is then made from his orders. Everything is concluded from the rows as they stand, so any order of arrival ends alike.
 * @returns everybody who gained or lost orders
 */
export async function settlePeople(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  emails: Iterable<string>,
): Promise<CustomerId[]> {
  const unique = [...new Set(emails)]
  if (unique.length === 0) return []
  const guests = unique.map(guestIdOf)
  const moved = await assignOrders(tx, shop, unique, guests)
  const gone = await dropGuests(tx, shop, unique, guests)
  const written = await writeGuests(tx, shop, guests)
  return [...new Set([...moved, ...gone, ...written])]
}

function guestTable(emails: string[], guests: CustomerId[]): Prisma.Sql {
  return Prisma.sql`unnest(${emails}::text[], ${guests.map(String)}::bigint[]) as given (email, guest)`
}

async function assignOrders(
  tx: Queryable,
  shop: Pick<Shop, 'id'>,
  emails: string[],
  guests: CustomerId[],
): Promise<CustomerId[]> {
  const moved = await tx.$queryRaw<{ before: CustomerId | null; person: CustomerId }[]>`
    with person as (
      select given.email, coalesce(min(customer.id), min(survivor.id), given.guest) as id
        from ${guestTable(emails, guests)}
        left join customer on customer.shop_id = ${shop.id} and customer.email = given.email
              and customer.id > 0 and customer.deleted_at is null
        left join customer merged on merged.shop_id = ${shop.id} and merged.email = given.email
              and merged.merged_into is not null
        left join lateral (
          with recursive chain as (
            select merged.merged_into as id
            union
            select next.merged_into from chain
              join customer next on next.shop_id = ${shop.id} and next.id = chain.id and next.merged_into is not null)
          select chain.id from chain
           where not exists (select from customer c
                              where c.shop_id = ${shop.id} and c.id = chain.id and c.merged_into is not null)
        ) as survivor on merged.id is not null
       group by given.email, given.guest
    ), wrong as (
      select o.id, o.customer_id as before, person.id as person
        from person join shop_order o on o.shop_id = ${shop.id} and o.buyer_id is null and o.email = person.email
       where o.deleted_at is null and o.customer_id is distinct from person.id
    )
    update shop_order o set customer_id = wrong.person
      from wrong where o.shop_id = ${shop.id} and o.id = wrong.id
    returning wrong.before, wrong.person`
  return moved.flatMap(({ before, person }) => (before === null ? [person] : [before, person]))
}

async function dropGuests(
  tx: Queryable,
  shop: Pick<Shop, 'id'>,
  emails: string[],
  guests: CustomerId[],
): Promise<CustomerId[]> {
  const gone = await tx.$queryRaw<{ id: CustomerId }[]>`
    delete from customer using ${guestTable(emails, guests)}
     where customer.shop_id = ${shop.id} and customer.id = given.guest
       and not exists (select from shop_order o where o.shop_id = ${shop.id} and o.customer_id = given.guest)
       and (customer.state = 'guest' or exists (
         select from customer account where account.shop_id = ${shop.id} and account.email = given.email
            and account.id > 0 and (account.deleted_at is null or account.merged_into is not null)))
    returning customer.id`
  return gone.map(({ id }) => id)
}

async function writeGuests(tx: Queryable, shop: Pick<Shop, 'id'>, guests: CustomerId[]): Promise<CustomerId[]> {
  const written = await tx.$queryRaw<{ id: CustomerId }[]>`
    insert into customer (shop_id, id, email, first_name, last_name, locale, city, country_code, state, tags, search_text, created_at, updated_at)
    select ${shop.id}, newest.customer_id, newest.email, newest.first_name, newest.last_name, newest.locale, newest.city,
           newest.country_code, 'guest', '{}', lower(concat_ws(' ', newest.first_name, newest.last_name, newest.email)),
           span.first_at, span.last_at
      from (select customer_id, min(created_at) as first_at, max(updated_at) as last_at
              from shop_order where shop_id = ${shop.id} and customer_id = any(${guests.map(String)}::bigint[])
             group by customer_id) as span
      cross join lateral (
        select * from shop_order o where o.shop_id = ${shop.id} and o.customer_id = span.customer_id
         order by o.processed_at desc, o.id desc limit 1) as newest
     order by newest.customer_id
    on conflict (shop_id, id) do update set
      first_name = coalesce(excluded.first_name, case when customer.state = 'contact' then customer.first_name end),
      last_name = coalesce(excluded.last_name, case when customer.state = 'contact' then customer.last_name end),
      locale = excluded.locale, city = excluded.city, country_code = excluded.country_code,
      search_text = excluded.search_text, updated_at = excluded.updated_at,
      created_at = case when customer.state = 'contact' then least(customer.created_at, excluded.created_at) else excluded.created_at end
    returning id`
  return written.map(({ id }) => id)
}
