import type { DeliveryId, Shop } from '../../kernel/index.ts'
import { Prisma, tellAgain, type Database, type Transaction } from '../../platform/index.server.ts'
import { ofTopic } from './deliveries.server.ts'
import { canRetry, givenUpJobs, hasFailed } from './given-up-deliveries.server.ts'

/** One delivery, or every failed one of a topic or of all. */
export type Retried = { id: DeliveryId } | { topic: string | null }

const A_LOT = { timeout: 120_000, maxWait: 20_000 }

/**
 * Puts failed deliveries back to waiting and adds their jobs, together or not at all; returns how many. A single one may
 * also be hurried that waits for its next attempt, or that the queue has lost. What is settled stays so, and a second call finds nothing to do.
 */
export async function retry(db: Database, shop: Pick<Shop, 'id'>, which: Retried): Promise<number> {
  return db.$transaction(async (tx) => {
    // One at a time, so that the second of two sees that the first has done it.
    await tx.$queryRaw`select id from shop where id = ${shop.id} for update`
    const begun = await putBack(tx, shop, which)
    const facts = begun.map(({ id }) => ({ shopId: shop.id, deliveryId: id }))
    await tellAgain(tx, 'delivery-received', { facts, givenUp: begun.flatMap(({ jobs }) => jobs) })
    return begun.length
  }, A_LOT)
}

function putBack(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  which: Retried,
): Promise<{ id: DeliveryId; jobs: bigint[] }[]> {
  const chosen =
    'id' in which
      ? Prisma.sql`d.id = ${which.id} and ${canRetry}`
      : Prisma.sql`${hasFailed} and ${ofTopic(which.topic)}`
  return tx.$queryRaw`
    with ${givenUpJobs(shop)}
    update delivery d set outcome = 'waiting', reason = null, attempts = 0, settled_at = null
     where d.shop_id = ${shop.id} and d.outcome in ('waiting', 'failed') and ${chosen}
    returning d.id, array(select job_id from given_up where delivery_id = d.id) as jobs`
}
