import pg from 'pg'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Benchmark } from '../../scripts/bench.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { median } from '../support/bench/server-process.ts'
import { shopOfSize } from '../support/bench/shop-of-size.ts'

const MAILS = 50_000
const ROUNDS = 3
const run = z.object({ seconds: z.number(), rssMiB: z.number(), cpuSeconds: z.number() })

/**
 * A campaign of so many mails, each in Liquid and MJML with a code and three picks of its own, into an SMTP server that
 * takes all and keeps none, in another process; against nodemailer's pool that sends mails of the same campaign already
 * finished. In turns, DKIM off.
 */
export async function measure({ size = MAILS }: { size?: number }): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const sink = await startSink()
  try {
    const databaseUrl = await shopOfSize(postgres, size)
    const ours: z.infer<typeof run>[] = []
    const pool: z.infer<typeof run>[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const campaignId = await givenCampaign(databaseUrl, size)
      const before = await sink.taken()
      ours.push(await send('ours', { databaseUrl, smtpUrl: sink.url, campaignId, mails: size }))
      const taken = (await sink.taken()) - before
      if (taken !== size) throw new Error(`${String(taken)} mails arrived of ${String(size)}`)
      pool.push(await send('pool', { databaseUrl, smtpUrl: sink.url, campaignId, mails: size }))
    }
    const rate = (runs: z.infer<typeof run>[]) => size / median(runs.map(({ seconds }) => seconds))
    const cpu = (runs: z.infer<typeof run>[]) => (median(runs.map(({ cpuSeconds }) => cpuSeconds)) / size) * 1000
    return {
      size: `${String(size)} mails, ${String(ROUNDS)} rounds`,
      unit: 'mails per second',
      ours: Math.round(rate(ours)),
      baseline: Math.round(rate(pool)),
      ratio: round(rate(ours) / rate(pool)),
      peakRssMiB: Math.round(Math.max(...ours.map(({ rssMiB }) => rssMiB))),
      baselinePeakRssMiB: Math.round(Math.max(...pool.map(({ rssMiB }) => rssMiB))),
      cpuMsAMail: round(cpu(ours)),
      baselineCpuMsAMail: round(cpu(pool)),
    }
  } finally {
    sink.stop()
    await postgres.stop()
  }
}

async function send(
  as: 'ours' | 'pool',
  given: { databaseUrl: string; smtpUrl: string; campaignId: string; mails: number },
): Promise<z.infer<typeof run>> {
  const argument = JSON.stringify({ as, ...given, file: '.data/bench-mails.json' })
  const { stdout } = await promisify(execFile)('node', [
    '--max-semi-space-size=8',
    'tests/support/bench/mailing-worker.ts',
    argument,
  ])
  return run.parse(JSON.parse(stdout))
}

async function startSink() {
  const child = spawn('node', ['tests/support/bench/null-smtp-worker.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const answer = async () => JSON.parse(((await once(lines, 'line')) as [string])[0]) as unknown
  const { port } = z.object({ port: z.number() }).parse(await answer())
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    async taken() {
      const told = answer()
      child.stdin.write('\n')
      return z.object({ taken: z.number() }).parse(await told).taken
    },
    stop: () => child.kill(),
  }
}

/** A campaign whose codes are live and whose recipients are all customers; everybody agreed and every product is in stock. */
async function givenCampaign(databaseUrl: string, customers: number): Promise<string> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const id = crypto.randomUUID()
  const blocks = (words: string) => [
    { kind: 'text', text: '{{ greeting }}' },
    { kind: 'interest', before: '', after: `, ${words}: {{ offer }}.` },
    { kind: 'code' },
    { kind: 'text', text: '{{ valid_until }}' },
    { kind: 'button', text: 'Einlösen', url: '' },
    { kind: 'divider' },
    { kind: 'heading', text: 'Das könnte Ihnen gefallen' },
    { kind: 'picks', count: 3 },
    { kind: 'text', text: '{{ shop.name }}' },
  ]
  const messages = {
    de: { subject: '{{ offer }} für Sie', blocks: blocks('haben wir etwas für Sie') },
    en: { subject: '{{ offer }} for you', blocks: blocks('we have something for you') },
  }
  try {
    await client.query(
      'truncate campaign, recipient, variant, inventory_level, consent_event, graphile_worker._private_jobs',
    )
    await client.query(
      `insert into variant (shop_id, id, product_id, title, price_minor, options, inventory_item_id)
       select 1, id, id, 'x', 4900, '[]', id from product`,
    )
    await client.query(
      `insert into inventory_level (shop_id, inventory_item_id, location_id, available, updated_at, told_at, digest)
       select 1, id, 1, 5, now(), now(), '' from product`,
    )
    await client.query(
      `insert into consent_event (shop_id, customer_id, channel, occurred_at, source, state)
       select 1, id, 'email', '2026-01-01', 'shopify', 'subscribed' from customer`,
    )
    await client.query(
      `insert into campaign (shop_id, id, name, status, value_kind, percentage, target_kind, target_value, target_title,
                             messages, released_at, ends_at)
       values (1, $1, 'Bench', 'sending', 'percentage', 20, 'product_type', 'Ringe', 'Ringe', $2, now(), now() + interval '30 days')`,
      [id, JSON.stringify(messages)],
    )
    const { rowCount } = await client.query(
      `insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, code, code_live_at)
       select 1, $1, id, 'bench.' || id || '@example.de', 'de', 'coded', 'HANDE-' || id, now() from customer`,
      [id],
    )
    if (rowCount !== customers) throw new Error(`${String(rowCount)} customers, not ${String(customers)}`)
    await client.query('vacuum analyze recipient, consent_event, variant, inventory_level')
    return id
  } finally {
    await client.end()
  }
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100
}
