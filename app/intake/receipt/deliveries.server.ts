import type { DeliveryId, Shop } from '../../kernel/index.ts'
import { Prisma, type Queryable } from '../../platform/index.server.ts'
import type { DeliveryQuery, DeliveryState } from './delivery-query.ts'
import { givenUpJobs, hasFailed, isGivenUp } from './given-up-deliveries.server.ts'
import { withoutPersons } from './mask.ts'

export type DeliveryRow = {
  id: string
  topic: string
  /** failed also where it was given up. */
  outcome: Exclude<DeliveryState, 'all'>
  /** Why, in the program's words, without personal data. */
  reason: string | null
  attempts: number
  /** ISO 8601 */
  receivedAt: string
}

export type DeliveryPage = {
  rows: DeliveryRow[]
  /** The `before` of the next page. */
  next: string | null
  /** How many of all pages only a person can set going again. */
  failed: number
}

const PAGE_SIZE = 25

/** One page of a shop's deliveries, newest first. */
export async function listDeliveries(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  query: DeliveryQuery,
): Promise<DeliveryPage> {
  const [found, failed] = await Promise.all([page(db, shop, query), countFailed(db, shop, query)])
  const rows = found.slice(0, PAGE_SIZE).map(toRow)
  return { rows, next: found.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null, failed }
}

function page(db: Queryable, shop: Pick<Shop, 'id'>, { state, topic, before }: DeliveryQuery): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    with ${givenUpJobs(shop)}
    select d.id, d.topic, case when ${hasFailed} then 'failed' else d.outcome end as outcome,
           coalesce(d.reason, (select last_error from given_up where delivery_id = d.id limit 1)) as reason,
           d.attempts, d.received_at as "receivedAt"
      from delivery d
     where d.shop_id = ${shop.id} and ${inState(state)} and ${ofTopic(topic)}
       ${before === null ? Prisma.empty : Prisma.sql`and d.id < ${before}`}
     order by d.id desc limit ${PAGE_SIZE + 1}`
}

async function countFailed(db: Queryable, shop: Pick<Shop, 'id'>, { topic }: DeliveryQuery): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    with ${givenUpJobs(shop)}
    select count(*) from delivery d where d.shop_id = ${shop.id} and ${inState('failed')} and ${ofTopic(topic)}`
  return Number(row?.count ?? 0)
}

const conditions: Record<DeliveryState, Prisma.Sql> = {
  all: Prisma.sql`true`,
  failed: Prisma.sql`d.outcome in ('waiting', 'failed') and ${hasFailed}`,
  waiting: Prisma.sql`d.outcome = 'waiting' and not ${isGivenUp}`,
  applied: Prisma.sql`d.outcome = 'applied'`,
  outdated: Prisma.sql`d.outcome = 'outdated'`,
  ignored: Prisma.sql`d.outcome = 'ignored'`,
}

function inState(state: DeliveryState): Prisma.Sql {
  return conditions[state]
}

/** SQL that keeps the deliveries `d` of one topic, or of all. */
export function ofTopic(topic: string | null): Prisma.Sql {
  return topic === null ? Prisma.sql`true` : Prisma.sql`d.topic = ${topic}`
}

type Found = Omit<DeliveryRow, 'id' | 'receivedAt'> & { id: DeliveryId; receivedAt: Date }

function toRow({ id, receivedAt, reason, ...row }: Found): DeliveryRow {
  return {
    ...row,
    id: String(id),
    reason: reason === null ? null : withoutPersons(reason),
    receivedAt: receivedAt.toISOString(),
  }
}

/** The topics that have come, in alphabetical order; jumps from one to the next in the index. */
export async function topicsOf(db: Queryable, shop: Pick<Shop, 'id'>): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    with recursive known (topic) as (
      (select topic from delivery where shop_id = ${shop.id} order by topic limit 1)
      union all
      select (select d.topic from delivery d where d.shop_id = ${shop.id} and d.topic > known.topic order by d.topic limit 1)
        from known where known.topic is not null)
    select topic from known where topic is not null`
  return rows.map(({ topic }) => topic)
}
