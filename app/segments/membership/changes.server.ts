import type { CauseKind, CustomerId, SegmentId, Shop } from '../../kernel/index.ts'
import { earlierSql, Prisma, type Queryable, type ReadTimeline } from '../../platform/index.server.ts'

/** Who entered a segment or left it, as its page shows it; `passed` are the clauses whose date passed, as query text. */
export type MembershipChange = {
  id: string
  at: string
  entered: boolean
  customer: { id: string; name: string }
  cause: CauseKind
  order: string | null
  passed: string[]
}

/** Some of a segment's changes, newest first; `older` is where the next begin, null where there are none. */
export type ChangesPage = { changes: MembershipChange[]; older: string | null }

const ON_A_PAGE = 15

/** Reads who entered and left a segment, from the one before the given change on. */
export async function readChanges(
  db: Queryable,
  shop: Shop,
  { segmentId, before }: { segmentId: SegmentId; before: string | null },
): Promise<ChangesPage> {
  const place = before !== null && /^\d{1,18}$/.test(before) ? Prisma.sql`and ch.id < ${BigInt(before)}` : Prisma.empty
  const rows = await db.$queryRaw<ChangeRow[]>`
    select ch.id, ch.at, ch.entered, ch.cause, ch.passed, ch.customer_id as "customerId", o.name as "order", c.email,
           trim(concat_ws(' ', c.first_name, c.last_name)) as name
      from segment_change ch
      left join customer c on c.shop_id = ch.shop_id and c.id = ch.customer_id
      left join shop_order o on o.shop_id = ch.shop_id and o.id = ch.order_id
     where ch.shop_id = ${shop.id} and ch.segment_id = ${segmentId}::uuid ${place}
     order by ch.id desc limit ${ON_A_PAGE + 1}`
  const shown = rows.slice(0, ON_A_PAGE)
  const last = rows.length > ON_A_PAGE ? shown.at(-1) : undefined
  return { changes: shown.map(toChange), older: last === undefined ? null : String(last.id) }
}

/** Segments that a customer entered (`entered`) or left (`left`), newest first. */
export const segmentsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<TimelineRow[]>`
    select entry.* from (
      select 'segment-' || ch.id as id, ch.at, ch.entered, ch.cause, s.id as "segmentId", s.name as segment, o.name as "order"
        from segment_change ch
        join segment s on s.shop_id = ch.shop_id and s.id = ch.segment_id
        left join shop_order o on o.shop_id = ch.shop_id and o.id = ch.order_id
       where ch.shop_id = ${shop.id} and ch.customer_id = ${customerId}
    ) entry
     where true ${earlierSql('at', 'entry.id', before)}
     order by at desc, entry.id collate "C" desc limit ${limit}`
  return rows.map(({ id, at, entered, cause, segmentId, segment, order }) => ({
    ...{ id, at, room: 'segments', kind: entered ? 'entered' : 'left' },
    values: { segment, cause: causeWord(cause, order), order: order ?? '' },
    link: `/app/segments/${segmentId}`,
  }))
}

/** Under which word of `cause` the room's texts tell a cause: an order's number may not be known. */
function causeWord(cause: CauseKind, order: string | null): string {
  return order === null ? cause : `${cause}Named`
}

type ChangeRow = {
  id: bigint
  at: Date
  entered: boolean
  cause: CauseKind
  passed: string[]
  customerId: CustomerId
  order: string | null
  email: string | null
  name: string
}

type TimelineRow = Pick<ChangeRow, 'at' | 'entered' | 'cause' | 'order'> & {
  id: string
  segmentId: SegmentId
  segment: string
}

function toChange({ id, at, entered, cause, passed, customerId, order, email, name }: ChangeRow): MembershipChange {
  const customer = { id: String(customerId), name: name === '' ? (email ?? `#${String(customerId)}`) : name }
  return { id: String(id), at: at.toISOString(), entered, customer, cause, order, passed }
}
