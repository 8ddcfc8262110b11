import type { CustomerId, Shop, TimelineEntry, TimelinePlace } from '../../kernel/index.ts'
import { Prisma, type Queryable } from '../../platform/index.server.ts'

type Row = { id: string; at: Date; outcome: string; from: string | null; to: string | null; made: string }

/** Noted predictions of the next order and what became of them, newest first. */
export async function predictionsTimeline(
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select 'prediction-' || to_char(made_at at time zone 'UTC', 'YYYYMMDDHH24MISSMS') as id,
             coalesce(settled_at, made_at) as at, outcome, from_day::text as "from", to_day::text as "to",
             (made_at at time zone ${shop.timeZone})::date::text as made
        from prediction_check where shop_id = ${shop.id} and customer_id = ${customerId}
    ) told
    ${before === null ? Prisma.empty : Prisma.sql`where (at, id collate "C") < (${before.at}, ${before.id})`}
    order by at desc, id collate "C" desc limit ${limit}`
  return rows.map(({ id, at, outcome, from, to, made }) => ({
    ...{ id, at, room: 'profiles' },
    kind: from === null && outcome === 'open' ? 'prediction-none' : `prediction-${outcome}`,
    values: { made, from: from ?? '', to: to ?? '' },
  }))
}
