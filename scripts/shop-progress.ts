import pg from 'pg'

export type Progress = { imported: boolean; waitingJobs: number; failed: string | null }

/** How far import and follow-up work of the one shop in this database have come. */
export async function shopProgressOf(databaseUrl: string): Promise<Progress> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    return await shopProgress(client)
  } finally {
    await client.end()
  }
}

async function shopProgress(client: pg.Client): Promise<Progress> {
  const { rows } = await client.query<{ imported: boolean; jobs: string; failed: string | null }>(`
    select
      exists (select 1 from history_import where finished_at is not null) as imported,
      (select count(*) from graphile_worker.jobs where run_at <= now() and attempts < max_attempts) as jobs,
      (select problem from import_step where status = 'failed' limit 1) as failed`)
  const [row] = rows
  return { imported: row?.imported ?? false, waitingJobs: Number(row?.jobs ?? 0), failed: row?.failed ?? null }
}

/**
 * Waits until the history is imported and no job is due.
 * @throws Error where a step of the import has failed, or after `seconds`
 */
export async function untilSettled(databaseUrl: string, seconds: number): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const end = performance.now() + seconds * 1000
  try {
    for (;;) {
      const { imported, waitingJobs, failed } = await shopProgress(client)
      if (failed !== null) throw new Error(`The import failed: ${failed}`)
      if (imported && waitingJobs === 0) return
      if (performance.now() > end) {
        throw new Error(
          `Not settled after ${String(seconds)} s: imported ${String(imported)}, ${String(waitingJobs)} jobs waiting`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  } finally {
    await client.end()
  }
}
