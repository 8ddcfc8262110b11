import type { Shop } from '../../kernel/index.ts'
import { givenUpSql, MAX_ATTEMPTS, Prisma } from '../../platform/index.server.ts'

type OfShop = Pick<Shop, 'id'>

/**
 * SQL for the table `given_up` of (delivery_id, job_id, last_error), to stand after `with`: a worker that was killed at
 * its last attempt could write nothing into the delivery, so the queue is asked.
 */
export function givenUpJobs({ id }: OfShop): Prisma.Sql {
  return Prisma.sql`
    given_up as materialized (
      select substr(job.payload ->> 'deliveryId', 2)::bigint as delivery_id, job.job_id, job.last_error
        from (${givenUpSql('delivery-received')}) job
       where (job.payload ->> 'shopId')::int = ${id})`
}

/** SQL that is true where the delivery `d` waits for nobody: its last attempt is over. Needs `given_up` beside it. */
export const isGivenUp = Prisma.sql`(
  d.outcome = 'waiting' and (d.attempts >= ${MAX_ATTEMPTS} or d.id in (select delivery_id from given_up)))`

/** SQL that is true where only a person can set the delivery `d` going again. */
export const hasFailed = Prisma.sql`(d.outcome = 'failed' or ${isGivenUp})`

/** SQL that is true where a person may set the delivery `d` going now: it failed, or waits longer than it should. */
export const canRetry = Prisma.sql`(
  ${hasFailed} or (d.outcome = 'waiting' and (d.attempts > 0 or d.received_at < now() - interval '5 minutes')))`
