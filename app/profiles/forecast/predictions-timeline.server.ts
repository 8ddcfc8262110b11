import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'

type Row = { id: string; at: Date; outcome: string; from: string | null; to: string | null; made: string }

/** Noted predictions of the next order and what became of them, newest first. */
export const predictionsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select 'prediction-' || to_char(made_at at time zone 'UTC', 'YYYYMMDDHH24MISSMS') as id,
             coalesce(settled_at, made_at) as at, outcome, from_day::text as "from", to_day::text as "to",
             (made_at at time zone ${shop.timeZone})::date::text as made
        from prediction_check where shop_id = ${shop.id} and customer_id = ${customerId}
    ) told
    where true ${earlierSql('at', 'id', before)}
    order by at desc, id collate "C" desc limit ${limit}`
  return rows.map(({ id, at, outcome, from, to, made }) => ({
    ...{ id, at, room: 'profiles' },
    kind: from === null && outcome === 'open' ? 'prediction-none' : `prediction-${outcome}`,
    values: { made, from: from ?? '', to: to ?? '' },
  }))
}
