import {
  Logger as GraphileLogger,
  parseCronItems,
  run,
  runMigrations,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { EventEmitter } from 'node:events'
import { fromPayload, type FactKind, type FactOf, type ShopId } from '../kernel/index.ts'
import type { Queryable } from './database.server.ts'
import type { Logger } from './logger.server.ts'
import { REMEDY } from './shop-problem.ts'
import { WorkerLiveness } from './worker-liveness.server.ts'

/** For each kind of fact, what happens then. */
export type Reactions = { [Kind in FactKind]: (fact: FactOf<Kind>) => Promise<void> }

/** Creates or updates the job queue's own tables. */
export async function migrateJobs(connectionString: string): Promise<void> {
  await runMigrations({ connectionString, logger: silent })
}

/**
 * Starts working through the queue, and tells now and at every full hour that one began. A reaction that throws
 * is tried again later with growing pauses; the reason stays with the job. Stop it with the runner's `stop`, which lets
 * running reactions finish.
 */
export async function startWorking(
  connectionString: string,
  reactions: Reactions,
  { concurrency, logger }: { concurrency: number; logger: Logger },
): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents
  const liveness = new WorkerLiveness(connectionString, events)
  const runner = await run({
    connectionString,
    events,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: tasksFor(reactions, logger),
    parsedCronItems: parseCronItems([{ task: hourly, match: '0 * * * *' }]),
    logger: silent,
  })
  await liveness.start()
  // Hours that passed while nobody worked are caught up at once; one look is enough for all of them.
  await runner.addJob(hourly, {}, { jobKey: hourly })
  runner.events.once('stop', () => void liveness.stop())
  return runner
}

/** Tries again now what failed because Shopify had ended our access, used-up attempts included. */
export async function wakeLockedOut(db: Queryable, shop: { id: ShopId }): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.reschedule_jobs(array_agg(id), now(), attempts => 0)
      from graphile_worker._private_jobs
     where (payload ->> 'shopId')::int = ${shop.id} and last_error like ${`%${REMEDY}`}`
}

function tasksFor(reactions: Reactions, logger: Logger): TaskList {
  const entries = Object.entries(reactions).map(([kind, react]) => [
    kind,
    async (payload: unknown, { job }: { job: { id: string; attempts: number } }) => {
      try {
        await (react as (fact: unknown) => Promise<void>)(fromPayload(kind as FactKind, payload))
      } catch (error) {
        logger.error(
          { err: error, kind, job: job.id, attempt: job.attempts },
          'a reaction failed and will be tried again',
        )
        throw error
      }
    },
  ])
  return Object.fromEntries(entries) as TaskList
}

const hourly: FactKind = 'hour-began'
const silent = new GraphileLogger(() => () => undefined)
