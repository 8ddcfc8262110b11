import { earlierSql, type ReadTimeline } from '../platform/index.server.ts'
import type { ConsentState } from './consent.ts'

type Row = { id: string; at: Date; channel: string; source: string; state: ConsentState; problem: string | null }

/** Changes of the customer's permission, newest first: what repeats the state before is left out. `-untold`: Shopify refused it. */
export const timelineOf: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select at, id, channel, source, state, problem
      from (
        select occurred_at as at, channel, source, state, problem,
               'consent-' || (extract(epoch from occurred_at) * 1000)::bigint || '-' || source ||
                 case when channel = 'email' then '' else '-' || channel end as id,
               lag(state) over (partition by channel order by occurred_at, (state = 'unsubscribed')) as state_before
          from consent_event
         where shop_id = ${shop.id} and customer_id = ${customerId}
      ) as told
     where state is distinct from state_before and not (state = 'none' and state_before is null) ${earlierSql('at', 'id', before)}
     order by at desc, id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, channel, source, state, problem }) => ({
    ...{ id, at, room: 'consent' },
    kind: channel === 'email' ? (problem === null ? state : `${state}-untold`) : `${channel}-${state}`,
    values: { source, ...(problem !== null && { problem }) },
  }))
}
