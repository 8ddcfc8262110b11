import {
  Logger as GraphileLogger,
  type JobHelpers,
  parseCronItems,
  run,
  runMigrations,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fromPayload, type FactKind, type FactOf, type ShopId } from '../kernel/index.ts'
import type { Queryable } from './database.server.ts'
import { laneOf, slotsOf } from './lanes.ts'
import type { Logger } from './logger.server.ts'
import { inSlot, Postponed } from './patience.server.ts'
import { REMEDY } from './shop-problem.ts'
import { WorkerLiveness } from './worker-liveness.server.ts'

/** For each kind of fact, what happens then. */
export type Reactions = { [Kind in FactKind]: (fact: FactOf<Kind>) => Promise<void> }

/** Creates or updates the job queue's own tables. */
export async function migrateJobs(connectionString: string): Promise<void> {
  await runMigrations({ connectionString, logger: silent })
}

/** Work under way on the queue. */
export type Working = {
  /** Takes no more jobs, and lets the running reactions finish. */
  stop(): Promise<void>
  /** Resolves once stopped. */
  ended: Promise<void>
}

/** `concurrency` is shared out to the lanes as slotsOf says. */
type Options = { concurrency: number; logger: Logger }

/**
 * Starts working through the queue, and tells now and at every full hour that one began. A reaction that throws is tried
 * again later with growing pauses; the reason stays with the job. Where the database goes away, work starts anew as soon
 * as it is back.
 * @throws where the database cannot be reached at the start
 */
export async function startWorking(
  connectionString: string,
  reactions: Reactions,
  { concurrency, logger }: Options,
): Promise<Working> {
  const start = () => startRunner(connectionString, reactions, { concurrency, logger })
  let running = await start()
  let stopping = false

  async function keepWorking(): Promise<void> {
    for (;;) {
      const reason = await running.lost
      if (stopping) return
      logger.error({ err: reason }, 'the job queue was lost; work starts anew once the database is back')
      running = await untilStarted(start, () => stopping)
    }
  }

  return {
    ended: keepWorking(),
    async stop() {
      stopping = true
      await running.stop()
    },
  }
}

const PAUSE = 500

async function untilStarted(start: () => Promise<Running>, isStopping: () => boolean): Promise<Running> {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if (isStopping()) throw error
      await pause(PAUSE)
    }
  }
}

type Running = {
  stop(): Promise<void>
  /** Resolves with the reason once it takes no more jobs and no reaction of it is under way. */
  lost: Promise<unknown>
}

async function startRunner(
  connectionString: string,
  reactions: Reactions,
  { concurrency, logger }: Options,
): Promise<Running> {
  const events = new EventEmitter() as WorkerEvents
  const liveness = new WorkerLiveness(connectionString, events)
  const underWay = new Set<Promise<void>>()
  const tasks = Object.entries(tasksFor(reactions, underWay, logger))
  const runners: Runner[] = []
  const stop = async () => {
    await Promise.allSettled(runners.map((runner) => runner.stop())) // one may just have stopped by itself
  }
  try {
    for (const [lane, slots] of Object.entries(slotsOf(concurrency))) {
      const taskList = Object.fromEntries(tasks.filter(([kind]) => laneOf(kind as FactKind) === lane))
      if (Object.keys(taskList).length > 0)
        runners.push(await startLane(connectionString, { events, taskList, slots, tells: hourly in taskList }))
    }
  } catch (error) {
    await stop()
    throw error
  }
  // A runner that could not settle a job shuts down, but may wait for ever for a connection that broke.
  const failed = new Promise((resolve) => events.once('pool:fatalError', ({ error }) => resolve(error)))
  const stopped = runners.map((runner) => runner.promise.catch((error: unknown) => error))
  const lost = Promise.race([failed, ...stopped]).then(async (reason) => {
    void stop()
    while (underWay.size > 0) await Promise.allSettled(underWay)
    await liveness.stop()
    return reason
  })
  await liveness.start()
  // Hours that passed while nobody worked are caught up at once; one look is enough for all of them.
  await runners[0]?.addJob(hourly, {}, { jobKey: hourly })
  return { stop, lost }
}

type LaneRun = { events: WorkerEvents; taskList: TaskList; slots: number; tells: boolean }

function startLane(connectionString: string, { events, taskList, slots, tells }: LaneRun): Promise<Runner> {
  return run({
    connectionString,
    events,
    noHandleSignals: true,
    taskList,
    parsedCronItems: tells ? parseCronItems([{ task: hourly, match: '0 * * * *' }]) : [],
    logger: silent,
    preset: { worker: { concurrentJobs: slots, pollInterval: 1000, ...IN_BATCHES } },
  })
}

/** Tries again now what failed because Shopify had ended our access, used-up attempts included. */
export async function wakeLockedOut(db: Queryable, shop: { id: ShopId }): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.reschedule_jobs(array_agg(id), now(), attempts => 0)
      from graphile_worker._private_jobs
     where (payload ->> 'shopId')::int = ${shop.id} and last_error like ${`%${REMEDY}`}`
}

// Settled in batches, a job whose end cannot be written shuts the runner down; one by one, it is an unhandled rejection.
const IN_BATCHES = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }

function tasksFor(reactions: Reactions, underWay: Set<Promise<void>>, logger: Logger): TaskList {
  const entries = Object.entries(reactions).map(([kind, react]) => [
    kind,
    async (payload: unknown, helpers: JobHelpers) => {
      const { job } = helpers
      const fact = fromPayload(kind as FactKind, payload)
      const reaction = inSlot(() => (react as (fact: unknown) => Promise<void>)(fact))
      underWay.add(reaction)
      try {
        await reaction
      } catch (error) {
        if (error instanceof Postponed) {
          await comeBack(helpers, kind, payload)
          return
        }
        logger.error(
          { err: error, kind, job: job.id, attempt: job.attempts },
          'a reaction failed and will be tried again',
        )
        throw error
      } finally {
        underWay.delete(reaction)
      }
    },
  ])
  return Object.fromEntries(entries) as TaskList
}

const COME_BACK_MS = 500

// A new job takes its place, because the queue counts every other return as a failed attempt. Killed between the two, both
// run, which changes nothing.
async function comeBack({ addJob, job }: JobHelpers, kind: string, payload: unknown): Promise<void> {
  const runAt = new Date(Date.now() + COME_BACK_MS * (1 + Math.random()))
  await addJob(kind, payload as never, { runAt, maxAttempts: job.max_attempts, priority: job.priority })
}

const hourly: FactKind = 'hour-began'
const silent = new GraphileLogger(() => () => undefined)
