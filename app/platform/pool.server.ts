import pg from 'pg'
import { PreparingClient } from './preparing-client.server.ts'

// From the wish for a connection to having it, the wait for one that is in use included. What a connection then does may
// take as long as it needs: a batch of an import, or a whole shop.
const WAIT_MS = 30_000

/** Connections to the database; what breaks is replaced, also where its user never gives it back. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    Client: PreparingClient,
    connectionTimeoutMillis: WAIT_MS,
    keepAlive: true,
  })
  const inUse = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => inUse.add(client))
  pool.on('release', (_, client) => inUse.delete(client))
  // Prisma's adapter does not release a connection that broke within a transaction. After ten of those nobody would get
  // one any more, and a worker would wait for ever.
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!inUse.has(client)) return
      client.release(new Error('the connection broke'))
      client.release = () => undefined
    })
  })
  return pool
}

const DIRECT_CONNECTIONS = 4
const ANSWER_MS = 4_000

/** Connections for short statements whose asker gives up after five seconds, as Shopify does; @throws after four. */
export function openDirectPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: DIRECT_CONNECTIONS,
    Client: PreparingClient,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  // One that breaks while nobody uses it is replaced at the next statement.
  pool.on('error', () => undefined)
  return pool
}
