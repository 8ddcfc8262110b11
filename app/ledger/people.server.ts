import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import type { Queryable, Transaction } from '../platform/index.server.ts'
import { isGuest } from './guest.ts'
import { guestIdOf } from './guest-id.server.ts'
import { idList, splitIds, textList } from './lists.server.ts'

/** By e-mail, whose the guest orders of that address are. */
export type People = Map<string, CustomerId>

/** The addresses that rows of these customers hold. */
export async function emailsOf(tx: Queryable, shop: Pick<Shop, 'id'>, ids: CustomerId[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
    select c.email
      from unnest(${idList(ids)}) as given (id)
     cross join lateral (
       select c.email from customer c where c.shop_id = ${shop.id} and c.id = given.id and c.email is not null offset 0) as c`
  return rows.map(({ email }) => email)
}

// Statistics know nothing of a shop that is being imported, and then a join may read the whole shop for every batch.
// `offset 0` keeps each subquery a look-up by its index, for one row or for thousands.

/**
 * Whose the guest orders of these addresses are: the customer's who has the address, else of the one who took over the
 * customer who had it, else a guest's.
 */
export async function peopleOf(tx: Queryable, shop: Pick<Shop, 'id'>, emails: Iterable<string>): Promise<People> {
  const unique = [...new Set(emails)]
  if (unique.length === 0) return new Map()
  const found = await tx.$queryRaw<{ email: string; id: CustomerId | null }[]>`
    select given.email, had.account as id
      from unnest(${textList(unique)}) as given (email)
     cross join lateral (
       select min(c.id) filter (where c.id > 0 and c.deleted_at is null) as account, bool_or(c.merged_into is not null) as merged
         from customer c where c.shop_id = ${shop.id} and c.email = given.email offset 0) as had
     where had.account is not null or had.merged`
  const takenOver = found.flatMap(({ email, id }) => (id === null ? [email] : []))
  const accounts = [...found, ...(await takersOf(tx, shop, takenOver))]
  const accountOf = new Map(accounts.flatMap(({ email, id }) => (id === null ? [] : [[email, id] as const])))
  return new Map(unique.map((email) => [email, accountOf.get(email) ?? guestIdOf(email)]))
}

/** Who took over the customers who had these addresses. */
async function takersOf(
  tx: Queryable,
  shop: Pick<Shop, 'id'>,
  emails: string[],
): Promise<{ email: string; id: CustomerId | null }[]> {
  if (emails.length === 0) return []
  return tx.$queryRaw`
    select given.email, taker.id
      from unnest(${textList(emails)}) as given (email)
     cross join lateral (
        with recursive chain as (
          select merged.merged_into as id from customer merged
           where merged.shop_id = ${shop.id} and merged.email = given.email and merged.merged_into is not null
          union
          select next.merged_into from chain
            join customer next on next.shop_id = ${shop.id} and next.id = chain.id and next.merged_into is not null)
        select min(chain.id) as id from chain
         where not exists (select from customer c
                            where c.shop_id = ${shop.id} and c.id = chain.id and c.merged_into is not null)
      ) as taker`
}

/** Those of these addresses that a guest order or a guest has: the others mean nothing to settlePeople. */
export async function guestsAmong(tx: Queryable, shop: Pick<Shop, 'id'>, emails: Iterable<string>): Promise<string[]> {
  const unique = [...new Set(emails)]
  if (unique.length === 0) return []
  const rows = await tx.$queryRaw<{ email: string }[]>`
    select given.email
      from unnest(${textList(unique)}, ${idList(unique.map(guestIdOf))}) as given (email, guest)
     where exists (select from shop_order o
                    where o.shop_id = ${shop.id} and o.buyer_id is null and o.email = given.email offset 0)
        or exists (select from customer c where c.shop_id = ${shop.id} and c.id = given.guest offset 0)`
  return rows.map(({ email }) => email)
}

/**
 * Gives the guest orders of these addresses to whom they belong, and makes the row of a guest from his orders.
 * Everything is concluded from the rows as they stand, so any order of arrival ends alike.
 * @returns everybody who gained or lost orders
 */
export async function settlePeople(tx: Transaction, shop: Pick<Shop, 'id'>, people: People): Promise<CustomerId[]> {
  if (people.size === 0) return []
  const moved = await assignOrders(tx, shop, people)
  const gone = await dropGuests(tx, shop, people)
  return [...new Set([...moved, ...gone, ...(await writeGuests(tx, shop, people))])]
}

async function assignOrders(tx: Queryable, shop: Pick<Shop, 'id'>, people: People): Promise<CustomerId[]> {
  const wrong = await tx.$queryRaw<{ id: OrderId; before: CustomerId | null; person: CustomerId }[]>`
    select o.id, o.customer_id as before, person.id as person
      from unnest(${textList(people.keys())}, ${idList(people.values())}) as person (email, id)
     cross join lateral (
       select o.id, o.customer_id from shop_order o
        where o.shop_id = ${shop.id} and o.buyer_id is null and o.email = person.email and o.deleted_at is null offset 0) as o
     where o.customer_id is distinct from person.id`
  if (wrong.length === 0) return []
  await tx.$executeRaw`
    update shop_order o set customer_id = wrong.person
      from unnest(${idList(wrong.map(({ id }) => id))}, ${idList(wrong.map(({ person }) => person))}) as wrong (id, person)
     where o.shop_id = ${shop.id} and o.id = wrong.id`
  return wrong.flatMap(({ before, person }) => (before === null ? [person] : [before, person]))
}

async function dropGuests(tx: Queryable, shop: Pick<Shop, 'id'>, people: People): Promise<CustomerId[]> {
  const entries = [...people].map(([email, person]) => ({ guest: guestIdOf(email), hasAccount: !isGuest(person) }))
  const empty = await tx.$queryRaw<{ id: CustomerId }[]>`
    select guest.id
      from unnest(${idList(entries.map(({ guest }) => guest))}, ${textList(entries.map(({ hasAccount }) => String(hasAccount)))}::boolean[]) as given (id, has_account)
     cross join lateral (
       select c.id, c.state from customer c where c.shop_id = ${shop.id} and c.id = given.id offset 0) as guest
     where (guest.state = 'guest' or given.has_account)
       and not exists (select from shop_order o where o.shop_id = ${shop.id} and o.customer_id = guest.id offset 0)`
  const gone = empty.map(({ id }) => id)
  if (gone.length > 0) {
    await tx.$executeRaw`delete from customer where shop_id = ${shop.id} and id = any(${idList(gone)})`
  }
  return gone
}

/** Makes the rows of guests from their orders: all there is to settle where orders were only added. */
export async function writeGuests(tx: Queryable, shop: Pick<Shop, 'id'>, people: People): Promise<CustomerId[]> {
  const guests = [...people.values()].filter(isGuest)
  if (guests.length === 0) return []
  const [written] = await tx.$queryRaw<{ ids: string | null }[]>`
    with written as (insert into customer (shop_id, id, email, first_name, last_name, locale, city, country_code, state, tags, search_text, created_at, updated_at)
    select ${shop.id}, given.id, newest.email, newest.first_name, newest.last_name, newest.locale, newest.city,
           newest.country_code, 'guest', '{}', lower(concat_ws(' ', newest.first_name, newest.last_name, newest.email)),
           span.first_at, span.last_at
      from unnest(${idList(guests)}) as given (id)
      cross join lateral (
        select min(o.created_at) as first_at, max(o.updated_at) as last_at
          from shop_order o where o.shop_id = ${shop.id} and o.customer_id = given.id offset 0) as span
      cross join lateral (
        select * from shop_order o where o.shop_id = ${shop.id} and o.customer_id = given.id
         order by o.processed_at desc, o.id desc limit 1) as newest
     order by given.id
    on conflict (shop_id, id) do update set
      first_name = coalesce(excluded.first_name, case when customer.state = 'contact' then customer.first_name end),
      last_name = coalesce(excluded.last_name, case when customer.state = 'contact' then customer.last_name end),
      locale = excluded.locale, city = excluded.city, country_code = excluded.country_code,
      search_text = excluded.search_text, updated_at = excluded.updated_at,
      created_at = case when customer.state = 'contact' then least(customer.created_at, excluded.created_at) else excluded.created_at end
    returning id)
    select string_agg(id::text, ',') as ids from written`
  return splitIds(written?.ids)
}
