import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { openPool } from './pool.server.ts'
import { Prisma, PrismaClient } from './prisma/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient
/** What a query needs: the database itself, or a transaction in it. */
export type Queryable = Database | Transaction
export { Prisma }

const pools = new WeakMap<Database, pg.Pool>()

/** Opens the database with one connection pool; close it with `$disconnect`. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = openPool(url, connections)
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
  pools.set(db, pool)
  return db
}

/**
 * The connections below a database that openDatabase opened, for the few statements that are sent thousands of times a
 * second: Prisma carries every value through WebAssembly and prepares nothing.
 */
export function connectionsOf(db: Database): pg.Pool {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('this database was not opened by openDatabase')
  return pool
}
