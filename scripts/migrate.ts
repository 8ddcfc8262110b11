import { spawnSync } from 'node:child_process'
import { migrateJobs } from '../app/platform/index.server.ts'
import { config } from '../app/platform/config.server.ts'

/**
 * Brings a database to the schema of this checkout: our tables by Prisma, the job queue's by graphile-worker.
 * @throws Error with the command's output where a migration fails
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const done = spawnSync('node_modules/.bin/prisma', ['migrate', 'deploy'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
  if (done.status !== 0) throw new Error(`The database could not be migrated:\n${done.stdout}${done.stderr}`)
  await migrateJobs(databaseUrl)
}

if (import.meta.main) await migrate(config().DATABASE_URL)
