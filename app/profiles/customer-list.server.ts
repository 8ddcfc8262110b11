import { mayEmailSql } from '../consent/index.server.ts'
import type { RfmGroup, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { writePlace, type CustomerQuery, type CustomerSort, type ListPlace } from './customer-query.ts'
import type { CustomerCount, CustomerPage, CustomerRow } from './customer-view.ts'

export const PAGE_SIZE = 50

/** One page of the shop's customers, guests included, by keyset: as fast on the last page as on the first. */
export async function listCustomers(db: Queryable, shop: Shop, query: CustomerQuery): Promise<CustomerPage> {
  const found = await db.$queryRaw<FoundRow[]>(customersSql(shop, query))
  const backwards = query.place?.way === 'before'
  const more = found.length > PAGE_SIZE
  const page = found.slice(0, PAGE_SIZE)
  if (backwards) page.reverse()
  const placeOf = (way: ListPlace['way'], row: FoundRow | undefined) =>
    row === undefined ? null : writePlace({ way, key: row.key, id: row.id }, query)
  return {
    rows: page.map(toRow),
    previous: (backwards ? more : query.place !== null) ? placeOf('before', page[0]) : null,
    next: backwards || more ? placeOf('after', page.at(-1)) : null,
  }
}

/** How many customers a page's search and filters find in all, counted up to COUNTED. */
export async function countCustomers(db: Queryable, shop: Shop, query: CustomerQuery): Promise<CustomerCount> {
  const conditions = [Prisma.sql`p.shop_id = ${shop.id}`, ...filters(query)]
  const [found] = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (
      select 1 from profile p join customer c on c.shop_id = p.shop_id and c.id = p.customer_id
       where ${Prisma.join(conditions, ' and ')} limit ${COUNTED + 1}) found`
  return { count: Math.min(found.count, COUNTED), more: found.count > COUNTED }
}

// Counting a million rows would take longer than reading the page.
const COUNTED = 20_000

/** The query behind a page: one row more than fits, so that a further page is known. */
export function customersSql(shop: Shop, query: CustomerQuery): Prisma.Sql {
  const { key, type } = sortKeys[query.sort]
  const down = query.descending !== (query.place?.way === 'before')
  const way = down ? Prisma.sql`desc` : Prisma.sql`asc`
  const conditions = [Prisma.sql`p.shop_id = ${shop.id}`, ...filters(query)]
  if (query.place !== null) {
    const { key: from, id } = query.place
    conditions.push(
      Prisma.sql`(${key}, p.customer_id) ${down ? Prisma.sql`<` : Prisma.sql`>`} (${from}::text::${type}, ${id})`,
    )
  }
  return Prisma.sql`
    select p.customer_id as id, (${key})::text as key, c.email, c.city, p.orders, p.spent_minor, p.last_order_at,
      p.rfm_group, p.preferred_type, trim(concat_ws(' ', c.first_name, c.last_name)) as name
    from profile p join customer c on c.shop_id = p.shop_id and c.id = p.customer_id
    where ${Prisma.join(conditions, ' and ')}
    order by ${key} ${way}, p.customer_id ${way}
    limit ${PAGE_SIZE + 1}`
}

// Each key is the expression of an index, word by word, or the index is not used.
const sortKeys: Record<CustomerSort, { key: Prisma.Sql; type: Prisma.Sql }> = {
  'last-order': {
    key: Prisma.sql`coalesce(p.last_order_at, '-infinity'::timestamptz)`,
    type: Prisma.sql`timestamptz`,
  },
  spent: { key: Prisma.sql`p.spent_minor`, type: Prisma.sql`bigint` },
  name: {
    key: Prisma.sql`lower(coalesce(c.last_name, '') || ' ' || coalesce(c.first_name, c.email, ''))`,
    type: Prisma.sql`text`,
  },
}

function filters({ search, types, groups, mayEmail }: CustomerQuery): Prisma.Sql[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = words.map((word) => Prisma.sql`c.search_text ilike ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  if (types.length > 0) found.push(Prisma.sql`p.preferred_type = any(${types}::text[])`)
  if (groups.length > 0) found.push(Prisma.sql`p.rfm_group = any(${groups}::text[])`)
  if (mayEmail) found.push(mayEmailSql(customerColumns))
  return found
}

const customerColumns = {
  shopId: Prisma.sql`c.shop_id`,
  customerId: Prisma.sql`c.id`,
  email: Prisma.sql`c.email`,
}

type FoundRow = {
  id: bigint
  key: string
  name: string
  email: string | null
  city: string | null
  orders: number
  spent_minor: bigint
  last_order_at: Date | null
  rfm_group: RfmGroup
  preferred_type: string | null
}

function toRow(row: FoundRow): CustomerRow {
  return {
    id: String(row.id),
    name: row.name || (row.email ?? ''),
    email: row.email,
    city: row.city,
    guest: row.id < 0n,
    orders: row.orders,
    spentMinor: Number(row.spent_minor),
    lastOrderAt: row.last_order_at?.toISOString() ?? null,
    group: row.rfm_group,
    preferredType: row.preferred_type,
  }
}
