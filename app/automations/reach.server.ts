import { reachableSql } from '../consent/index.server.ts'
import { dayIn, type Shop, DAY } from '../kernel/index.ts'
import { Prisma, type Database } from '../platform/index.server.ts'
import { daySql } from './days.server.ts'
import { writesMails, type Definition, type TriggerKind } from './definition.ts'

/** At most about so many people: `occasion` each time it happens, `day` each day, `month` as in the last thirty days. */
export type Reach = { people: number; each: 'occasion' | 'day' | 'month' }

/** To about how many an automation would go, before anybody switches it on. Its condition and limits can only lower it. */
export async function reachOf(db: Database, shop: Shop, definition: Definition, now: Date): Promise<Reach> {
  const { kind } = definition.trigger
  const day = daySql(shop, definition.trigger, dayIn(shop.timeZone, now), now)
  const people = day ?? manyOf(shop, definition.trigger, now)
  const reachable = writesMails(definition) ? Prisma.sql`customer_id in (${reachableSql(shop.id)})` : Prisma.sql`true`
  const [found] = await db.$queryRaw<{ people: number }[]>`
    select coalesce(max(n), 0)::int as people
      from (select ${day === null ? Prisma.sql`part` : Prisma.sql`''`}, count(distinct customer_id) as n
              from (${people}) meant where ${reachable} group by 1) parts`
  return { people: found?.people ?? 0, each: day !== null ? 'day' : ABOUT_A_TYPE.includes(kind) ? 'occasion' : 'month' }
}

const ABOUT_A_TYPE: TriggerKind[] = ['new-collection', 'new-product', 'discount']
const MONTH = 30 * DAY

/** A query of customer_id and part: of several parts the largest counts, such as the product type that most people like. */
function manyOf(shop: Shop, { kind, segmentId = '' }: Definition['trigger'], now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - MONTH)
  switch (kind) {
    case 'new-collection':
    case 'new-product':
    case 'discount': {
      const prefix = kind === 'discount' ? 'asked:product_type:' : 'prefers:product_type:'
      return Prisma.sql`
        select customer_id, token as part from preference cross join unnest(tokens) token
         where shop_id = ${shop.id} and starts_with(token, ${prefix})`
    }
    case 'first-order':
      return Prisma.sql`
        select customer_id, '' as part from profile where shop_id = ${shop.id} and first_order_at > ${since}`
    case 'request-answered':
      return Prisma.sql`
        select customer_id, '' as part from service_request where shop_id = ${shop.id} and answered_at > ${since}`
    case 'checkout-abandoned':
      return Prisma.sql`
        select c.customer_id, '' as part from checkout c
         where c.shop_id = ${shop.id} and c.updated_at > ${since} and c.completed_at is null and c.customer_id is not null
           and not exists (select from completed_checkout d where d.shop_id = c.shop_id and d.token = c.token)`
    case 'opted-in':
      return Prisma.sql`
        select customer_id, '' as part from consent_event
         where shop_id = ${shop.id} and channel = 'email' and state = 'subscribed' and occurred_at > ${since}`
    case 'entered-segment':
    case 'left-segment':
      return Prisma.sql`
        select customer_id, '' as part from segment_change
         where shop_id = ${shop.id} and at > ${since} and entered = ${kind === 'entered-segment'}
           and segment_id::text = ${segmentId}`
    default:
      return Prisma.sql`
        select customer_id, '' as part from shop_order
         where shop_id = ${shop.id} and processed_at > ${since} and customer_id is not null`
  }
}
