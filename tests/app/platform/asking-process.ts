import { pino } from 'pino'
import { createInterface } from 'node:readline'
import { openDatabase, readConfig, type Priority } from '../../../app/platform/index.server.ts'
import { openShopify } from '../../../app/shopify.server.ts'

/** Ask so often at once, each time with an Admin API of its own. */
export type Task = { domain: string; operation: string; times: number; priority: Priority }
export type Report = { answers: number; problems: string[]; throttled: number }

/** A process of the app that does its tasks, one a line, and says what came of each. */
const config = readConfig(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>)
let throttled = 0
const logger = pino({ level: 'warn' }, { write: () => (throttled += 1) })
const db = openDatabase(config.DATABASE_URL, 5)
const now = () => new Date()
const { adminFor } = openShopify({ config, db, logger, now, onInstalled: () => Promise.resolve() })

async function ask({ domain, operation, times, priority }: Task): Promise<Report> {
  throttled = 0
  const asked = await Promise.allSettled(
    Array.from({ length: times }, async () => (await adminFor(domain, priority)).run(operation)),
  )
  const problems = asked.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  return { answers: times - problems.length, problems, throttled }
}

process.stdout.write('ready\n')
for await (const line of createInterface(process.stdin)) {
  process.stdout.write(`${JSON.stringify(await ask(JSON.parse(line) as Task))}\n`)
}
