import type { Id, Shop, Span } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

/** What the ledger holds of things that Shopify knows by an id of their own. */
export type Subject = 'order' | 'customer' | 'product' | 'collection'
type SubjectId = Id<string>

/** Which version of a thing the ledger holds; the fingerprint is that of fingerprint.ts, `parts` are its lines or variants. */
export type HeldVersion = { id: SubjectId; updatedAt: Date; deleted: boolean; fingerprint: string; parts: number }

/** The versions of those things that the ledger holds, deleted ones included. */
export async function heldVersions(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  subject: Subject,
  ids: SubjectId[],
): Promise<Map<SubjectId, HeldVersion>> {
  const { table, fingerprint, parts } = held[subject]
  const rows = await db.$queryRaw<HeldVersion[]>`
    select id, updated_at as "updatedAt", deleted_at is not null as deleted, coalesce(${fingerprint}, '') as fingerprint,
           ${parts} as parts
      from ${table} as t where shop_id = ${shop.id} and id = any(${ids.map(String)}::bigint[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** How many living things were created within each span; the spans follow each other without a gap. Guests do not count. */
export async function countCreated(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  subject: Subject,
  spans: Span[],
): Promise<number[]> {
  const [first, last] = [spans[0], spans.at(-1)]
  if (first === undefined || last === undefined) return []
  const rows = await db.$queryRaw<{ place: number; count: number }[]>`
    select width_bucket(created_at, ${spans.map(({ from }) => from.toISOString())}::timestamptz[]) as place, count(*)::int as count
      from ${held[subject].table}
     where shop_id = ${shop.id} and id > 0 and deleted_at is null and created_at >= ${first.from} and created_at < ${last.until}
     group by 1`
  const counts = new Map(rows.map(({ place, count }) => [place, count]))
  return spans.map((_, place) => counts.get(place + 1) ?? 0)
}

/** Everything living of a kind, or what of it was created within the span. */
export async function livingIds(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  subject: Subject,
  span: Span | null,
): Promise<SubjectId[]> {
  const within =
    span === null ? Prisma.empty : Prisma.sql`and created_at >= ${span.from} and created_at < ${span.until}`
  const rows = await db.$queryRaw<{ id: SubjectId }[]>`
    select id from ${held[subject].table}
     where shop_id = ${shop.id} and id > 0 and deleted_at is null ${within} order by id`
  return rows.map(({ id }) => id)
}

// A collection's fingerprint counts its members.
const NO_PARTS = Prisma.sql`0`

const held: Record<Subject, { table: Prisma.Sql; fingerprint: Prisma.Sql; parts: Prisma.Sql }> = {
  order: {
    table: Prisma.sql`shop_order`,
    fingerprint: Prisma.sql`concat_ws(' ', t.financial_status, case when t.cancelled_at is not null then 'cancelled' end, t.total_minor, (
      select string_agg(r.id::text, ',' order by r.id::text collate "C")
        from refund r where r.shop_id = t.shop_id and r.order_id = t.id))`,
    parts: Prisma.sql`(select count(*)::int from order_line l where l.shop_id = t.shop_id and l.order_id = t.id)`,
  },
  customer: {
    table: Prisma.sql`customer`,
    fingerprint: Prisma.sql`concat_ws(' ', t.email, t.first_name, t.last_name, t.phone, t.state, t.city, t.country_code, t.note, (
      select string_agg(tag, ',' order by tag collate "C") from unnest(t.tags) as tag))`,
    parts: NO_PARTS,
  },
  product: {
    table: Prisma.sql`product`,
    fingerprint: Prisma.sql`concat_ws(' ', t.status, t.product_type, t.title)`,
    parts: Prisma.sql`(select count(*)::int from variant v where v.shop_id = t.shop_id and v.product_id = t.id)`,
  },
  collection: {
    table: Prisma.sql`collection`,
    fingerprint: Prisma.sql`concat_ws(' ', t.title, (
      select count(*) from collection_product m where m.shop_id = t.shop_id and m.collection_id = t.id))`,
    parts: NO_PARTS,
  },
}
