import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { rememberConnection } from './connections.server.ts'
import { openDirectPool, openPool } from './pool.server.ts'
import { Prisma, PrismaClient } from './prisma/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient
/** What a query needs: the database itself, or a transaction in it. */
export type Queryable = Database | Transaction
export { Prisma }

const pools = new WeakMap<Database, pg.Pool>()

/** Opens the database; close it with `$disconnect`. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = openPool(url, connections)
  pool.on('connect', rememberConnection)
  const direct = openDirectPool(url)
  const end = pool.end.bind(pool)
  pool.end = async () => {
    await Promise.all([end(), direct.end()])
  }
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
  pools.set(db, direct)
  return db
}

/**
 * A few connections beside those of Prisma, for the few statements that are sent thousands of times a second: Prisma
 * carries every value through WebAssembly, and they must not wait behind a page or an import either. They are opened by
 * the first statement, and no statement may take longer than somebody who waits for a webhook's answer does.
 */
export function connectionsOf(db: Database): pg.Pool {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('this database was not opened by openDatabase')
  return pool
}

/**
 * Runs `work` in a transaction made for thousands of rows: every read goes by an index, because a table that is being
 * filled has no statistics to plan by, and the commit does not wait for the disk. After a crash of the server its last
 * moments may be gone as a whole, so `work` must note in the same transaction how far it came.
 */
export function inBulk<Result>(db: Database, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true),
               set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`
      return work(tx)
    },
    { timeout: 10 * 60_000, maxWait: 60_000 },
  )
}
