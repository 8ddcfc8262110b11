import { mayEmailSql } from '../consent/index.server.ts'
import { dayIn, type RfmGroup, type Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { CustomerQuery } from './customer-query.ts'
import type { CustomerCount, CustomerPage, CustomerRow } from './customer-view.ts'
import { nextOf } from './forecast/outlook-of.server.ts'
import { listOrders, type OrderPart } from './list-order.server.ts'
import { writePlace, type ListPlace } from './list-place.ts'
import { riskBorders, riskOf, type Risk } from './outlook-view.ts'

export const PAGE_SIZE = 50

/** One page of the shop's customers, guests included, by keyset: as fast on the last page as on the first. */
export async function listCustomers(db: Queryable, shop: Shop, query: CustomerQuery, now: Date): Promise<CustomerPage> {
  const { place } = query
  const backwards = place?.way === 'before'
  const parts = [...listOrders[query.sort].entries()]
  if (backwards) parts.reverse()
  const page: (FoundRow & { part: number })[] = []
  // One row more than fits, so that a further page is known.
  for (const [part, order] of parts.slice(parts.findIndex(([part]) => part === (place?.part ?? 0)))) {
    const limit = PAGE_SIZE + 1 - page.length
    const asked = { ...query, place: place?.part === part ? place : null }
    const rows = await db.$queryRaw<FoundRow[]>(pageSql(shop, asked, { order, backwards, limit, now }))
    page.push(...rows.map((row) => ({ ...row, part })))
    if (page.length > PAGE_SIZE) break
  }
  const more = page.splice(PAGE_SIZE).length > 0
  if (backwards) page.reverse()
  const placeOf = (way: ListPlace['way'], row: (FoundRow & { part: number }) | undefined) =>
    row === undefined ? null : writePlace({ way, part: row.part, key: row.key, id: row.id }, query)
  return {
    rows: page.map((row) => toRow(row, now)),
    previous: (backwards ? more : place !== null) ? placeOf('before', page[0]) : null,
    next: backwards || more ? placeOf('after', page.at(-1)) : null,
  }
}

/** How many customers a page's search and filters find in all, counted up to COUNTED. */
export async function countCustomers(
  db: Queryable,
  shop: Shop,
  query: CustomerQuery,
  now: Date,
): Promise<CustomerCount> {
  const conditions = [Prisma.sql`p.shop_id = ${shop.id}`, ...filters(shop, query, now)]
  const [found] = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (
      select 1 from ${everyone} where ${Prisma.join(conditions, ' and ')} limit ${COUNTED + 1}) found`
  return { count: Math.min(found.count, COUNTED), more: found.count > COUNTED }
}

// Counting a million rows would take longer than reading the page.
const COUNTED = 20_000

// A prediction that nobody asks for is not joined: its key is unique.
const everyone = Prisma.sql`
  profile p join customer c on c.shop_id = p.shop_id and c.id = p.customer_id
  left join prediction f on f.shop_id = p.shop_id and f.customer_id = p.customer_id`

type Page = { order: OrderPart; backwards: boolean; limit: number; now: Date }

function pageSql(shop: Shop, query: CustomerQuery, { order, backwards, limit, now }: Page): Prisma.Sql {
  const { who, key, type, id } = order
  const down = query.descending !== backwards
  const way = down ? Prisma.sql`desc` : Prisma.sql`asc`
  const conditions = [Prisma.sql`p.shop_id = ${shop.id}`, who, ...filters(shop, query, now)]
  if (query.place !== null) {
    const beyond = down ? Prisma.sql`<` : Prisma.sql`>`
    conditions.push(
      query.place.key === ''
        ? Prisma.sql`${id} ${beyond} ${query.place.id}`
        : Prisma.sql`(${key}, ${id}) ${beyond} (${query.place.key}::text::${type}, ${query.place.id})`,
    )
  }
  return Prisma.sql`
    select p.customer_id as id, (${key})::text as key, c.email, c.city, p.orders, p.spent_minor, p.last_order_at,
      p.rfm_group, p.preferred_type, trim(concat_ws(' ', c.first_name, c.last_name)) as name,
      f.predicted_clv_minor as expected_minor, f.churn_probability, f.next_order_from, f.next_order_to
    from ${everyone}
    where ${Prisma.join(conditions, ' and ')}
    order by ${key} ${way}, ${id} ${way}
    limit ${limit}`
}

function filters(shop: Shop, query: CustomerQuery, now: Date): Prisma.Sql[] {
  const { search, types, groups, risks, next, expected, mayEmail } = query
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = words.map((word) => Prisma.sql`c.search_text ilike ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  if (types.length > 0) found.push(Prisma.sql`p.preferred_type = any(${types}::text[])`)
  if (groups.length > 0) found.push(Prisma.sql`p.rfm_group = any(${groups}::text[])`)
  if (risks.length > 0) found.push(Prisma.sql`(${Prisma.join(risks.map(riskSql), ' or ')})`)
  if (expected !== null) found.push(Prisma.sql`f.predicted_clv_minor >= ${expected}::bigint`)
  if (next === 'none') found.push(Prisma.sql`f.customer_id is not null and f.next_order_date is null`)
  else if (next !== null)
    found.push(Prisma.sql`f.next_order_date <= ${dayIn(shop.timeZone, now)}::text::date + ${Number(next)}::int`)
  if (mayEmail) found.push(mayEmailSql(customerColumns))
  return found
}

function riskSql(risk: Risk): Prisma.Sql {
  const chance = Prisma.sql`f.churn_probability`
  if (risk === 'high') return Prisma.sql`${chance} >= ${riskBorders.high}::real`
  if (risk === 'low') return Prisma.sql`${chance} < ${riskBorders.raised}::real`
  return Prisma.sql`${chance} >= ${riskBorders.raised}::real and ${chance} < ${riskBorders.high}::real`
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
  expected_minor: bigint | null
  churn_probability: number | null
  next_order_from: Date | null
  next_order_to: Date | null
}

function toRow(row: FoundRow, now: Date): CustomerRow {
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
    expected:
      row.expected_minor === null || row.churn_probability === null
        ? null
        : {
            minor: Number(row.expected_minor),
            risk: riskOf(row.churn_probability),
            next: nextOf({ nextOrderFrom: row.next_order_from, nextOrderTo: row.next_order_to }, now),
          },
  }
}
