import { z } from 'zod'
import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

export const PAGE_SIZE = 25

export type InboxQuery = { status: 'open' | 'answered' | 'all'; cursor: string | null }

export type InboxRow = {
  id: string
  status: 'open' | 'answered'
  customerId: string
  who: string
  subject: string
  aboutProduct: boolean
  /** The newest words in the thread, by whoever wrote them. */
  excerpt: string
  /** They are the shop's own. */
  ours: boolean
  createdAt: string
  /** An answer of this request has not reached its reader. */
  undelivered: boolean
}

export type Inbox = { rows: InboxRow[]; nextCursor: string | null }

/** One page of a shop's requests: open ones first, newest first in each group. A cursor that nobody gave out starts over. */
export async function listRequests(db: Queryable, shop: Shop, { status, cursor }: InboxQuery): Promise<Inbox> {
  const after = readCursor(cursor)
  const found = await db.$queryRaw<FoundRow[]>`
    select r.id, r.status, r.customer_id, r.subject, r.product_id is not null as about_product, r.created_at,
      coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), r.name, r.email) as who,
      coalesce(left(last.body, 140), '') as excerpt, last.direction is not distinct from 'sent' as ours,
      exists (select from message m where m.shop_id = r.shop_id and m.request_id = r.id and m.problem is not null
        and m.sent_at is null) as undelivered
    from service_request r
    left join customer c on c.shop_id = r.shop_id and c.id = r.customer_id
    left join lateral (
      select body, direction from message m where m.shop_id = r.shop_id and m.request_id = r.id order by m.created_at desc, m.id desc limit 1
    ) last on true
    where r.shop_id = ${shop.id}
      ${status === 'all' ? Prisma.empty : Prisma.sql`and r.status = ${status}`}
      ${after === null ? Prisma.empty : Prisma.sql`and (r.status = 'open', r.created_at, r.id) < (${after.open}, ${after.createdAt}, ${after.id}::uuid)`}
    order by r.status = 'open' desc, r.created_at desc, r.id desc
    limit ${PAGE_SIZE + 1}`
  const rows = found.slice(0, PAGE_SIZE)
  const last = rows.at(-1)
  return { rows: rows.map(toRow), nextCursor: found.length > PAGE_SIZE && last ? writeCursor(last) : null }
}

/** How many requests wait for an answer. */
export async function openCount(db: Queryable, shop: Shop): Promise<number> {
  return db.serviceRequest.count({ where: { shopId: shop.id, status: 'open' } })
}

type FoundRow = {
  id: string
  status: 'open' | 'answered'
  customer_id: bigint
  who: string
  subject: string
  about_product: boolean
  excerpt: string
  ours: boolean
  created_at: Date
  undelivered: boolean
}

function toRow(row: FoundRow): InboxRow {
  const { id, status, who, subject, excerpt, ours, undelivered } = row
  const createdAt = row.created_at.toISOString()
  return {
    id,
    status,
    who,
    subject,
    excerpt,
    ours,
    undelivered,
    createdAt,
    customerId: String(row.customer_id),
    aboutProduct: row.about_product,
  }
}

const cursorShape = z.tuple([z.boolean(), z.coerce.date(), z.uuid()])

function writeCursor({ status, created_at, id }: FoundRow): string {
  return Buffer.from(JSON.stringify([status === 'open', created_at.toISOString(), id])).toString('base64url')
}

function readCursor(cursor: string | null): { open: boolean; createdAt: Date; id: string } | null {
  if (cursor === null) return null
  const text = Buffer.from(cursor, 'base64url').toString()
  const read = z.preprocess(parseJson, cursorShape).safeParse(text)
  if (!read.success) return null
  const [open, createdAt, id] = read.data
  return { open, createdAt, id }
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
