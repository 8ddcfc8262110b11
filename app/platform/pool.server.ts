import pg from 'pg'
import { PreparingClient } from './preparing-client.server.ts'

/** Connections to the database; what breaks is replaced, also where its user never gives it back. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connections, Client: PreparingClient })
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
