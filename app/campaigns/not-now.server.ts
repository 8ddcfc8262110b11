import { daysBefore, type CustomerId, type Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { SkipReason } from './campaign.ts'
import { defaultRules, type CampaignRules } from './rules.ts'
import { readRules } from './rules.server.ts'

/**
 * Customers who had better not be written to now, though they permit it: customer_id, reason. `bounced` where a mail
 * server said that there is no such mailbox, `open-request` where a question of theirs is unanswered, `recently-mailed`
 * within the rest days.
 */
export function notNowSql(shop: Pick<Shop, 'id'>, rules: CampaignRules, now: Date): Prisma.Sql {
  return causesSql(shop, rules, now, () => Prisma.empty)
}

// An automation keeps limits of its own, and may have been begun by the very question or mail.
const UNLIMITED: CampaignRules = { ...defaultRules, restDays: 0, sparesAsking: false }

/** The same of some customers. */
export async function notNowOf(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  customerIds: CustomerId[],
  { automated }: { automated: boolean },
  now: Date,
): Promise<Map<CustomerId, SkipReason>> {
  if (customerIds.length === 0) return new Map()
  const rules = automated ? UNLIMITED : await readRules(db, shop)
  const among = (column: Prisma.Sql) => Prisma.sql`and ${column} = any(${customerIds.map(String)}::text[]::bigint[])`
  const rows = await db.$queryRaw<
    { customer_id: CustomerId; reason: SkipReason }[]
  >`${causesSql(shop, rules, now, among)}`
  return new Map(rows.map(({ customer_id: customerId, reason }) => [customerId, reason]))
}

function causesSql(
  { id }: Pick<Shop, 'id'>,
  { restDays, sparesAsking }: CampaignRules,
  now: Date,
  among: (column: Prisma.Sql) => Prisma.Sql,
): Prisma.Sql {
  const customerId = Prisma.sql`customer_id`
  return Prisma.sql`
    select customer_id, (array['bounced', 'open-request', 'recently-mailed'])[min(rank)] as reason
      from (
        select r.customer_id, 1 as rank
          from recipient r join customer c on c.shop_id = r.shop_id and c.id = r.customer_id and btrim(c.email) = r.email
         where r.shop_id = ${id} and r.status = 'failed' and ${isBounceSql(Prisma.sql`r.reason`)}
           ${among(Prisma.sql`r.customer_id`)}
         union all
        select customer_id, 2 from service_request where shop_id = ${id} and status = 'open' and ${sparesAsking} ${among(customerId)}
         union all
        select customer_id, 3 from recipient where shop_id = ${id} and ${restDays}::int > 0 and sent_at > ${daysBefore(now, restDays)} ${among(customerId)}
      ) cause group by customer_id`
}

// 550, 551 and 553 speak of the mailbox (RFC 5321, 4.2.3); with 5.7 it is the message that was not wanted (RFC 3463).
function isBounceSql(reason: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${reason} ~ '^55[013]' and ${reason} !~ '\\m5\\.7\\.'`
}
