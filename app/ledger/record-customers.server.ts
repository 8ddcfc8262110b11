import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Prisma, Transaction } from '../platform/index.server.ts'
import { digestOf } from './digest.server.ts'
import { splitIds } from './lists.server.ts'
import { MERGED } from './merged.ts'
import { emailsOf, guestsAmong, peopleOf, settlePeople } from './people.server.ts'
import type { Recorded } from './recorded.ts'
import { relation } from './relation.server.ts'
import type { CustomerRecord } from './records.ts'
import { customerShape } from './shapes.ts'
import { takeTurnOfCustomers } from './turns.server.ts'

/**
 * Writes customers, one or thousands. An older version never overwrites a newer one, and a deleted customer stays so.
 * Guest orders with a customer's e-mail become his.
 */
export async function recordCustomers(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  customers: CustomerRecord[],
): Promise<Recorded> {
  if (customers.length === 0) return { applied: 0, customerIds: [] }
  const ids = customers.map(({ id }) => id)
  const told = customers.flatMap(({ email }) => email ?? [])
  await takeTurnOfCustomers(tx, shop, ids, told)
  return writeCustomers(tx, shop, customers)
}

/** Like recordCustomers, for who has taken their turn already. */
export async function writeCustomers(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  customers: CustomerRecord[],
): Promise<Recorded> {
  if (customers.length === 0) return { applied: 0, customerIds: [] }
  const ids = customers.map(({ id }) => id)
  const emails = [...(await emailsOf(tx, shop, ids)), ...customers.flatMap(({ email }) => email ?? [])]
  const versions = customers.map((customer) => ({ ...customer, digest: digestOf(customer) }))
  const rows = await relation(tx, customerShape, versions)
  const { ids: written, inserted, insertedWithTags } = await upsert(tx, shop, rows)
  const hasTags = customers.some(({ tags }) => tags !== null)
  const listed = hasTags && insertedWithTags < customers.length ? await listTags(tx, shop, rows) : []
  if (inserted < customers.length) {
    if (customers.some(({ addresses }) => addresses !== null)) await listAddresses(tx, shop, rows)
    await keepAddresses(tx, shop, rows)
  }
  const moved = await settlePeople(tx, shop, await peopleOf(tx, shop, await guestsAmong(tx, shop, emails)))
  return {
    applied: new Set([...written, ...listed]).size,
    customerIds: [...new Set([...written, ...listed, ...moved])],
  }
}

/** Of the rows written, how many are new, and how many of those with all their tags. */
type Upserted = { ids: CustomerId[]; inserted: number; insertedWithTags: number }

// Tags, locale and addresses are not part of a webhook's version: of a known customer only listTags and listAddresses write them.
async function upsert(tx: Transaction, shop: Pick<Shop, 'id'>, rows: Prisma.Sql): Promise<Upserted> {
  const [written] = await tx.$queryRaw<{ ids: string | null; inserted: number; insertedWithTags: number }[]>`
    with written as (insert into customer (shop_id, id, email, first_name, last_name, phone, locale, city, country_code, state, tags,
                          tags_told_at, addresses, addresses_told_at, addresses_whole, note, search_text, created_at, updated_at, told_at, digest)
    select distinct on (id) ${shop.id}, id, email, first_name, last_name, phone, locale, city, country_code, state,
           coalesce(changed.tags, r.tags, '{}'), case when r.tags is not null and changed.tags is null then told_at end,
           addresses, case when addresses is not null then told_at end, addresses is not null and addresses_whole, note,
           lower(concat_ws(' ', first_name, last_name, email)), created_at, updated_at, told_at, digest
      from ${rows}
      cross join lateral (
        select array_agg(tag order by tag) filter (where present) as tags from customer_tag
         where shop_id = ${shop.id} and customer_id = r.id) as changed
     order by id, updated_at desc, told_at desc, digest desc
    on conflict (shop_id, id) do update set
      email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone,
      city = excluded.city, country_code = excluded.country_code, state = excluded.state, note = excluded.note,
      search_text = excluded.search_text, created_at = excluded.created_at, updated_at = excluded.updated_at,
      told_at = excluded.told_at, digest = excluded.digest
    where customer.deleted_at is null
      and (customer.updated_at, customer.told_at, customer.digest) <= (excluded.updated_at, excluded.told_at, excluded.digest)
    returning id, xmax = 0 as inserted, tags_told_at)
    select string_agg(id::text, ',') as ids, count(*) filter (where inserted)::int as inserted,
           count(*) filter (where inserted and tags_told_at is not null)::int as "insertedWithTags"
      from written`
  if (written === undefined) throw new Error('PostgreSQL does not say what it wrote')
  return { ...written, ids: splitIds(written.ids) }
}

/** A list of all tags replaces what was said before it; what was said about a tag after it stays. */
async function listTags(tx: Transaction, shop: Pick<Shop, 'id'>, rows: Prisma.Sql): Promise<CustomerId[]> {
  const [listed] = await tx.$queryRaw<{ ids: string | null }[]>`
    with listed as (update customer c set locale = r.locale, tags_told_at = r.told_at, tags = array(
        select tag from unnest(r.tags) as tag
         where not exists (select from customer_tag t where t.shop_id = c.shop_id and t.customer_id = c.id
                              and t.tag = tag and not t.present and t.told_at > r.told_at)
         union
        select t.tag from customer_tag t
         where t.shop_id = c.shop_id and t.customer_id = c.id and t.present and t.told_at > r.told_at
         order by 1)
      from ${rows}
     where c.shop_id = ${shop.id} and c.id = r.id and r.tags is not null and c.deleted_at is null
       and (c.tags_told_at is null or c.tags_told_at < r.told_at)
    returning c.id)
    select string_agg(id::text, ',') as ids from listed`
  return splitIds(listed?.ids)
}

/** All addresses count more than the default one alone, and then the later telling; an order's buyer has none. */
async function listAddresses(tx: Transaction, shop: Pick<Shop, 'id'>, rows: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    update customer c set addresses = r.addresses, addresses_told_at = r.told_at, addresses_whole = r.addresses_whole
      from (select distinct on (r.id) r.id, r.addresses, r.told_at, r.addresses_whole from ${rows}
             where r.addresses is not null order by r.id, r.addresses_whole desc, r.told_at desc, r.addresses::text desc) as r
     where c.shop_id = ${shop.id} and c.id = r.id and c.deleted_at is null
       and (c.addresses_told_at is null or (c.addresses_whole, c.addresses_told_at, c.addresses::text)
            < (r.addresses_whole, r.told_at, r.addresses::text))`
}

/** Of a customer who was merged into another only the address still counts: by it the survivor gets his guest orders. */
async function keepAddresses(tx: Transaction, shop: Pick<Shop, 'id'>, rows: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    update customer c set email = r.email, updated_at = r.updated_at, told_at = r.told_at, digest = r.digest
      from (select distinct on (r.id) r.* from ${rows}
             cross join lateral (
               select from customer m where m.shop_id = ${shop.id} and m.id = r.id and m.merged_into is not null offset 0) as m
             order by r.id, r.updated_at desc, r.told_at desc, r.digest desc) as r
     where c.shop_id = ${shop.id} and c.id = r.id and c.merged_into is not null and c.state = ${MERGED}
       and (c.updated_at, c.told_at, c.digest) <= (r.updated_at, r.told_at, r.digest)`
}
