import type { DeliveryId, Shop } from '../../kernel/index.ts'
import type { IntakeParts } from '../parts.server.ts'
import { givenUpJobs, hasFailed } from './given-up-deliveries.server.ts'
import { DISMISSED, mayDismiss } from './remedy.ts'

type Parts = Pick<IntakeParts, 'db' | 'logger' | 'now'>
type Dismissed = { id: DeliveryId; person: string }

/**
 * Puts a failed delivery away: nobody is warned of it any more, and it stays in the list as one without effect. What the
 * law asks for cannot be put away. `person` is Shopify's number of who did it. @returns whether there was anything to do
 */
export async function dismiss(
  { db, logger, now }: Parts,
  shop: Pick<Shop, 'id' | 'domain'>,
  { id, person }: Dismissed,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // As a retry does, so that of the two only one finds it failed.
    await tx.$queryRaw`select id from shop where id = ${shop.id} for update`
    const [found] = await tx.$queryRaw<{ topic: string; jobs: bigint[] }[]>`
      with ${givenUpJobs(shop)}
      select d.topic, array(select job_id from given_up where delivery_id = d.id) as jobs
        from delivery d where d.shop_id = ${shop.id} and d.id = ${id} and ${hasFailed} for update of d`
    if (found === undefined || !mayDismiss(found.topic)) return false
    await tx.$queryRaw`select id from graphile_worker.complete_jobs(${found.jobs}::bigint[])`
    await tx.$executeRaw`
      update delivery set outcome = 'ignored', reason = ${DISMISSED}, settled_at = ${now()}
       where shop_id = ${shop.id} and id = ${id}`
    logger.warn(
      { shop: shop.domain, delivery: String(id), topic: found.topic, person },
      'a failed delivery was put away',
    )
    return true
  })
}
