import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from './prisma/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient
/** What a query needs: the database itself, or a transaction in it. */
export type Queryable = Database | Transaction
export { Prisma }

/** Opens the database with one connection pool; close it with `$disconnect`. */
export function openDatabase(url: string, connections = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
}
