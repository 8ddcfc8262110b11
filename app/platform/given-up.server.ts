import { toPayload, type Fact, type FactKind, type FactOf } from '../kernel/index.ts'
import { Prisma, type Queryable, type Transaction } from './database.server.ts'
import { MAX_ATTEMPTS } from './facts.server.ts'

/** SQL for the jobs of a kind that nothing works on any more, as rows of (job_id, payload, last_error). */
export function givenUpSql(kind: FactKind): Prisma.Sql {
  return Prisma.sql`
    select job.id as job_id, job.payload, job.last_error
      from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id
     where task.identifier = ${kind} and job.attempts >= job.max_attempts and job.locked_at is null`
}

const FACTS_A_STATEMENT = 1000

/** Lets facts of one kind be reacted to once more, at once; jobs that were given up before make room for the new ones. */
export async function tellAgain<Kind extends FactKind>(
  tx: Transaction,
  kind: Kind,
  { facts, givenUp }: { facts: Omit<FactOf<Kind>, 'kind'>[]; givenUp: bigint[] },
): Promise<void> {
  if (givenUp.length > 0) await tx.$queryRaw`select id from graphile_worker.complete_jobs(${givenUp}::bigint[])`
  for (let start = 0; start < facts.length; start += FACTS_A_STATEMENT)
    await addJobs(tx, kind, facts.slice(start, start + FACTS_A_STATEMENT))
}

// One call for all: each call of add_job may read the whole queue while its statistics are stale.
async function addJobs(db: Queryable, kind: FactKind, facts: object[]): Promise<void> {
  const payloads = facts.map((fact) => JSON.stringify(toPayload({ ...fact, kind } as Fact)))
  await db.$executeRaw`
    select count(*) from graphile_worker.add_jobs((
      select array_agg((${kind}, payload::json, null, null, ${MAX_ATTEMPTS}, null, null, null)::graphile_worker.job_spec)
        from unnest(${payloads}::text[]) as payload))`
}
