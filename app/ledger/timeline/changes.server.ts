import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'

/** When a customer came to the shop (`created`) and who was merged into her (`merged`), newest first. */
export const changesTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<{ id: string; at: Date; kind: 'created' | 'merged'; email: string | null }[]>`
    select id, at, kind, email from (
      select 'created-' || id as id, created_at as at, 'created' as kind, null as email
        from customer where shop_id = ${shop.id} and id = ${customerId} and id > 0
      union all
      select 'merged-' || id, deleted_at, 'merged', email
        from customer where shop_id = ${shop.id} and merged_into = ${customerId} and deleted_at is not null
    ) entry
     where true ${earlierSql('at', 'id', before)}
     order by at desc, id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, kind, email }) => ({
    ...{ id, at, room: 'ledger', kind: kind === 'merged' && email !== null ? 'merged-address' : kind },
    values: { ...(email !== null && { email }) },
  }))
}
