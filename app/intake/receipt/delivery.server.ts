import type { DeliveryId, Shop } from '../../kernel/index.ts'
import type { IntakeParts } from '../parts.server.ts'
import type { DeliveryRow } from './deliveries.server.ts'
import { canRetry, givenUpJobs, hasFailed } from './given-up-deliveries.server.ts'
import { withoutPersons } from './mask.ts'
import { readableBody, type BodyPart } from './readable-body.ts'

/** One delivery with what its headers said; moments are ISO 8601. */
export type DeliveryView = DeliveryRow & {
  eventId: string
  webhookId: string
  apiVersion: string
  triggeredAt: string
  settledAt: string | null
  /** Nothing would happen to it by itself, or only later. */
  retryable: boolean
}

type Parts = Pick<IntakeParts, 'db' | 'logger'>

/** One delivery of this shop; null where there is none with that id. */
export async function deliveryOf({ db }: Parts, shop: Pick<Shop, 'id'>, id: DeliveryId): Promise<DeliveryView | null> {
  const [row] = await db.$queryRaw<Found[]>`
    with ${givenUpJobs(shop)}
    select d.topic, case when ${hasFailed} then 'failed' else d.outcome end as outcome,
           coalesce(d.reason, (select last_error from given_up where delivery_id = d.id limit 1)) as reason,
           d.attempts, d.event_id as "eventId", d.webhook_id as "webhookId", d.api_version as "apiVersion",
           d.received_at as "receivedAt", d.triggered_at as "triggeredAt", d.settled_at as "settledAt",
           ${canRetry} as retryable
      from delivery d where d.shop_id = ${shop.id} and d.id = ${id}`
  if (row === undefined) return null
  const { reason } = row
  return {
    ...row,
    id: String(id),
    reason: reason === null ? null : withoutPersons(reason),
    receivedAt: row.receivedAt.toISOString(),
    triggeredAt: row.triggeredAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }
}

type Moments = 'receivedAt' | 'triggeredAt' | 'settledAt'
type Found = Omit<DeliveryView, 'id' | Moments> & {
  receivedAt: Date
  triggeredAt: Date
  settledAt: Date | null
}

/** Which part, and for whom it is revealed: Shopify's number of the person. */
type Wanted = { from: number; reveal: { person: string } | null }

/**
 * A part of a delivery's body: `masked` unless it is revealed, and then it is written down who saw which delivery.
 * Returns null where this shop has no such delivery, or its body is no JSON.
 */
export async function bodyOf(
  { db, logger }: Parts,
  shop: Shop,
  id: DeliveryId,
  { from, reveal }: Wanted,
): Promise<BodyPart | null> {
  const found = await db.delivery.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { body: true, topic: true },
  })
  if (found === null) return null
  if (reveal !== null) {
    const { person } = reveal
    // A warning, because a quieter level must not switch off who saw what.
    logger.warn(
      { shop: shop.domain, delivery: String(id), topic: found.topic, person },
      'personal data of a delivery was shown',
    )
  }
  return readableBody(found.body, { from, masked: reveal === null })
}
