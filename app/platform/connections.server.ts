import type pg from 'pg'

const connections = new Map<number, Set<pg.PoolClient>>()

/** Lets a connection be found again by its backend's process id, as long as it is open. */
export function rememberConnection(client: pg.PoolClient): void {
  const { processID: pid } = client as pg.PoolClient & { processID: number }
  const same = connections.get(pid) ?? new Set()
  connections.set(pid, same.add(client))
  client.once('end', () => {
    same.delete(client)
    if (same.size === 0) connections.delete(pid)
  })
}

/** @throws Error behind a pooler that gives each transaction another backend: its process id names no connection of ours */
export function connectionOfBackend(pid: number): pg.PoolClient {
  const [client, ...others] = connections.get(pid) ?? []
  if (client === undefined || others.length > 0) throw new Error('COPY needs a connection of its own to PostgreSQL')
  return client
}
