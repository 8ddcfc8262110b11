import { DAY, type CustomerId, type FactOf, type ShopId } from '../kernel/index.ts'
import { Prisma, type Database, type Transaction } from '../platform/index.server.ts'
import type { TriggerKind } from './definition.ts'
import { listening } from './live.server.ts'
import { lookSoon, signalEach, type Noted } from './signal.server.ts'
import { segmentChangesSql } from './segment-changes.server.ts'
import { wakeRuns } from './wake.server.ts'

/**
 * Notes some customers whose picture changed, where an automation waits for what people do or one of them is under way.
 * What has happened to them is looked at for many at once: by whatPeopleDid.
 */
export async function notePeople(
  db: Database,
  { shopId, customerIds }: FactOf<'customers-changed'>,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const noted = await tx.$executeRaw`
      insert into automation_signal (shop_id, trigger, customer_id, occasion, subject, happened_at)
      select ${shopId}, ${CHANGED}, id, '', '{}', ${now}
        from unnest(${customerIds.map(String)}::text[]::bigint[]) changed (id)
       where exists (
               select from automation a
                 join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
                where a.shop_id = ${shopId} and a.live_since is not null
                  and v.definition #>> '{trigger,kind}' = any(${sources.map(({ trigger }) => trigger)}))
          or exists (
               select from automation_run r
                where r.shop_id = ${shopId} and r.customer_id = changed.id and r.status = 'active')`
    if (noted > 0) await lookSoon(tx, shopId)
  })
}

/** The mark of a customer whose picture changed, among the signals. */
export const CHANGED = 'changed'

/**
 * What customers whose picture changed have done: orders, first orders, checkouts that were left, a new permission to
 * write. Whoever is under way and has ordered is woken.
 */
export async function whatPeopleDid(
  tx: Transaction,
  shopId: ShopId,
  { customerIds, wanted }: { customerIds: CustomerId[]; wanted: Set<TriggerKind> },
  now: Date,
): Promise<Noted[]> {
  const noted: Noted[] = []
  for (const { trigger, sql } of sources.filter((source) => wanted.has(source.trigger))) {
    const rows = await tx.$queryRaw<Omit<Noted, 'trigger' | 'automationId'>[]>`
      select customer_id as "customerId", occasion, subject, happened_at as "happenedAt"
        from (${sql(shopId, customerIds, now)}) did`
    noted.push(...rows.map((row) => ({ ...row, trigger, automationId: null })))
  }
  await wakeBuyers(tx, shopId, customerIds, now)
  return noted
}

/** An answered question is what its customer may be written to about. */
export async function noteAnswer(db: Database, { shopId, requestId }: FactOf<'answer-written'>): Promise<void> {
  if (!(await listening(db, shopId)).has('request-answered')) return
  const rows = Prisma.sql`
    select customer_id, 'request-' || id as occasion, answered_at as happened_at,
           jsonb_build_object('kind', 'request', 'title', subject, 'path', '') as subject
      from service_request
     where shop_id = ${shopId} and id = ${requestId}::uuid and status = 'answered' and answered_at is not null`
  await db.$transaction((tx) => signalEach(tx, shopId, { trigger: 'request-answered', automationId: null }, rows))
}

// What is older was told late, such as by a repair: nobody is written to about last week.
const RECENT = 2 * DAY

type Source = { trigger: TriggerKind; sql: (shopId: ShopId, ids: CustomerId[], now: Date) => Prisma.Sql }

const sources: Source[] = [
  { trigger: 'order-paid', sql: (shopId, ids, now) => ordersSql(shopId, ids, now, Prisma.empty) },
  {
    trigger: 'first-order',
    sql: (shopId, ids, now) =>
      ordersSql(
        shopId,
        ids,
        now,
        Prisma.sql`and not exists (
          select from shop_order earlier
           where earlier.shop_id = o.shop_id and earlier.customer_id = o.customer_id and earlier.id <> o.id
             and earlier.processed_at <= o.processed_at and not earlier.test and earlier.cancelled_at is null
             and earlier.deleted_at is null)`,
      ),
  },
  { trigger: 'checkout-abandoned', sql: checkoutsSql },
  { trigger: 'opted-in', sql: permissionsSql },
  { trigger: 'entered-segment', sql: (shopId, ids, now) => changesSql(shopId, ids, now, true) },
  { trigger: 'left-segment', sql: (shopId, ids, now) => changesSql(shopId, ids, now, false) },
]

function ordersSql(shopId: ShopId, ids: CustomerId[], now: Date, further: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select o.customer_id, 'order-' || o.id as occasion, o.processed_at as happened_at,
           jsonb_build_object('kind', 'order', 'title', o.name, 'path', '') as subject
      from shop_order o
     where o.shop_id = ${shopId} and o.customer_id = any(${ids.map(String)}::text[]::bigint[])
       and o.processed_at > ${new Date(now.getTime() - RECENT)} and not o.test and o.cancelled_at is null
       and o.deleted_at is null and lower(o.financial_status) = 'paid' ${further}`
}

function checkoutsSql(shopId: ShopId, ids: CustomerId[], now: Date): Prisma.Sql {
  return Prisma.sql`
    select c.customer_id, 'checkout-' || c.token as occasion, c.updated_at as happened_at,
           jsonb_build_object('kind', 'checkout', 'title', coalesce(c.lines -> 0 ->> 'title', ''),
                              'path', coalesce(c.recovery_url, '')) as subject
      from checkout c
     where c.shop_id = ${shopId} and c.customer_id = any(${ids.map(String)}::text[]::bigint[])
       and c.updated_at > ${new Date(now.getTime() - RECENT)} and c.completed_at is null
       and not exists (select from completed_checkout d where d.shop_id = c.shop_id and d.token = c.token)`
}

/** The first grant counts: who withdraws and comes back has been welcomed. */
function permissionsSql(shopId: ShopId, ids: CustomerId[], now: Date): Prisma.Sql {
  return Prisma.sql`
    select e.customer_id, 'opted-in' as occasion, min(e.occurred_at) as happened_at,
           jsonb_build_object('kind', 'day', 'title', '', 'path', '') as subject
      from consent_event e
     where e.shop_id = ${shopId} and e.customer_id = any(${ids.map(String)}::text[]::bigint[])
       and e.channel = 'email' and e.state = 'subscribed'
     group by e.customer_id having min(e.occurred_at) > ${new Date(now.getTime() - RECENT)}`
}

function changesSql(shopId: ShopId, ids: CustomerId[], now: Date, entered: boolean): Prisma.Sql {
  const theirs = Prisma.sql`c.customer_id = any(${ids.map(String)}::text[]::bigint[])`
  return segmentChangesSql(shopId, { entered, since: new Date(now.getTime() - RECENT), which: theirs })
}

/** Those who have ordered since they began. One who waits for his mail is woken by that. */
async function wakeBuyers(tx: Transaction, shopId: ShopId, customerIds: CustomerId[], now: Date): Promise<void> {
  const woken = await tx.$executeRaw`
    update automation_run r set wake_at = ${now}
     where r.shop_id = ${shopId} and r.customer_id = any(${customerIds.map(String)}::text[]::bigint[])
       and r.status = 'active' and r.wake_at > ${now}
       and exists (select from shop_order o
                    where o.shop_id = r.shop_id and o.customer_id = r.customer_id and o.processed_at > r.started_at)`
  if (woken > 0) await wakeRuns(tx, shopId)
}
