import { pipeline, reactions } from './pipeline.server.ts'
import { migrateJobs, startWorking } from './platform/index.server.ts'

const { settings, logger } = pipeline
await migrateJobs(settings.DATABASE_URL)
const working = await startWorking(settings.DATABASE_URL, reactions, {
  concurrency: settings.WORKER_CONCURRENCY,
  logger,
})
process.stdout.write(`${JSON.stringify({ ready: true })}\n`)

// A terminal's Ctrl+C reaches us and our parent, which then asks us as well.
let stopping: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping ??= working.stop().then(() => process.exit(0))
  })
}
await working.ended
