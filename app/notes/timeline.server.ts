import { earlierSql, type ReadTimeline } from '../platform/index.server.ts'

type Row = { id: string; at: Date; kind: 'note' | 'task-done'; words: string; author: string | null }

/** Notes about a customer (`note`) and tasks that were done for him (`task-done`), newest first. */
export const timelineOf: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select entry.id, at, kind, words, c.name as author
      from (
        select 'note-' || id as id, created_at as at, 'note' as kind, body as words, author as person
          from customer_note where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null
        union all
        select 'task-' || id, done_at, 'task-done', title, doer
          from customer_task
         where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null and done_at is not null
      ) entry
      left join colleague c on c.shop_id = ${shop.id} and c.id = entry.person
     where true ${earlierSql('at', 'entry.id', before)}
     order by at desc, entry.id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, kind, words, author }) => ({
    ...{ id, at, room: 'notes', kind: author === null ? `${kind}-unnamed` : kind },
    values: { ...(kind === 'task-done' && { title: words }), ...(author !== null && { author }) },
    ...(kind === 'note' && { lines: [words] }),
  }))
}
