import { earlierSql, type ReadTimeline } from '../platform/index.server.ts'

/** A customer's questions and the shop's answers, newest first; kinds are `question` and `answer`. */
export const timelineOf: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const found = await db.$queryRaw<FoundMessage[]>`
    select entry_id, created_at, direction, author, body, request_id, subject from (
      select 'message-' || m.id as entry_id, m.created_at, m.direction, m.author, m.body, r.id as request_id, r.subject
      from service_request r
      join message m on m.shop_id = r.shop_id and m.request_id = r.id
      where r.shop_id = ${shop.id} and r.customer_id = ${customerId}
    ) entry
    where true ${earlierSql('created_at', 'entry_id', before)}
    order by created_at desc, entry_id collate "C" desc
    limit ${limit}`
  return found.map((message) => ({
    id: message.entry_id,
    at: message.created_at,
    room: 'conversations',
    kind: message.direction === 'received' ? 'question' : 'answer',
    values: { subject: message.subject, author: message.author },
    link: `/app/requests/${message.request_id}`,
    lines: [message.body],
  }))
}

type FoundMessage = {
  entry_id: string
  created_at: Date
  direction: string
  author: string
  body: string
  request_id: string
  subject: string
}
