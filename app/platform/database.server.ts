import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { rememberConnection } from './connections.server.ts'
import { Prisma, PrismaClient } from './prisma/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient
/** What a query needs: the database itself, or a transaction in it. */
export type Queryable = Database | Transaction
export { Prisma }

/** Opens the database with one connection pool; close it with `$disconnect`. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  pool.on('connect', rememberConnection)
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
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
