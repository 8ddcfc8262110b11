import { earlierSql, type ReadTimeline } from '../platform/index.server.ts'

type Row = { id: string; at: Date; count: number; titles: string[] }

/** The days on which she looked at products in the storefront, logged in, with what she looked at; newest first. */
export const visitsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select 'visit-' || v.day as id, max(v.viewed_at) as at, count(*)::int as count,
             coalesce(array_agg(p.title order by v.viewed_at desc) filter (where p.title <> ''), '{}') as titles
        from product_view v left join product p on p.shop_id = v.shop_id and p.id = v.product_id
       where v.shop_id = ${shop.id} and v.customer_id = ${customerId}
       group by v.day
    ) visit
    where true ${earlierSql('at', 'id', before)}
    order by at desc, id collate "C" desc limit ${limit}`
  return rows.map(({ id, at, count, titles }) => ({
    ...{ id, at, room: 'profiles', kind: 'visit' },
    values: { count },
    lines: [titles.slice(0, SHOWN).join(', ')].filter((line) => line !== ''),
  }))
}

const SHOWN = 10
