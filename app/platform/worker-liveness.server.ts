import type { WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { advisoryLocks } from './advisory-locks.ts'

const NAMESPACE = advisoryLocks.workerLiveness
const LOOK_EVERY = 3_000

/**
 * Gives back the jobs of workers that were killed. The queue itself waits four hours before it does so, because it
 * cannot know; here every living worker holds an advisory lock on its name, which PostgreSQL releases with its connection.
 * A job younger than ten seconds is left alone: its worker may just be taking its lock.
 */
export class WorkerLiveness {
  readonly #connectionString: string
  readonly #names = new Set<string>()
  #client: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(connectionString: string, events: WorkerEvents) {
    this.#connectionString = connectionString
    // Jobs are locked in the name of the pool, not of the worker in it that runs them.
    events.on('pool:create', ({ workerPool }) => {
      this.#names.add(workerPool.id)
    })
  }

  /** Looks at once, then every three seconds. */
  async start(): Promise<void> {
    await this.#look()
    if (!this.#stopped) this.#timer = setTimeout(() => void this.start(), LOOK_EVERY)
  }

  /** Lets the names go, so that what is still locked in them is given back by whoever looks next. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#client?.end()
  }

  async #look(): Promise<void> {
    try {
      const client = await this.#connection()
      for (const name of this.#names) await client.query(HOLD, [NAMESPACE, name])
      await giveBack(client, [...this.#names])
    } catch {
      // The database is away; the next look connects anew and takes the locks again.
      this.#client = null
    }
  }

  async #connection(): Promise<pg.Client> {
    if (this.#client !== null) return this.#client
    const client = new pg.Client(this.#connectionString)
    client.on('error', () => {
      this.#client = null
    })
    await client.connect()
    this.#client = client
    return client
  }
}

// A session may take the same lock again; once is enough.
const HOLD = `
  select pg_advisory_lock_shared($1, hashtext($2))
  where not exists (
    select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and classid = $1
      and objid = (hashtext($2)::bigint & 4294967295)::oid)`

async function giveBack(client: pg.Client, living: string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(DEAD, [NAMESPACE, living])
  if (rows.length === 0) return
  const dead = rows.map(({ name }) => name)
  await client.query(DROP_SUPERSEDED, [dead])
  await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
}

// Told anew by its key while a worker has it, a job loses the key and what attempts it had left, for the new one takes its
// place. Given back it would stay for ever and look given up. Nothing else writes to a job that a worker has.
const DROP_SUPERSEDED = `
  delete from graphile_worker._private_jobs
   where locked_by = any($1::text[]) and key is null and attempts = max_attempts and updated_at > locked_at`

const DEAD = `
  with owner as (
    select distinct locked_by as name from graphile_worker._private_jobs
     where locked_at < now() - interval '10 seconds' and locked_by <> all ($2::text[])
    union
    select distinct locked_by from graphile_worker._private_job_queues
     where locked_at < now() - interval '10 seconds' and locked_by <> all ($2::text[]))
  select name from owner
   where not exists (
     select 1 from pg_locks where locktype = 'advisory' and classid = $1 and granted
       and objid = (hashtext(name)::bigint & 4294967295)::oid)`
