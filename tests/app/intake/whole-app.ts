import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { startWorking } from '../../../app/platform/index.server.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import { all, first } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { SECRET } from './support.ts'

type Webhooks = { receive: (request: Request) => Promise<Response> }

/** The dev shop and the app as it is put together in production: its pipeline, its worker, its door for webhooks. */
export async function wholeApp(stock: { customers: number; orders: number }) {
  const { db, url } = await testDatabase()
  const door: { webhooks: Webhooks | null } = { webhooks: null }
  const appUrl = await openDoor(door)
  const running = await startDevShop({
    stock: 'handelblitz',
    ...stock,
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    appUrl,
    apiSecret: SECRET,
    retryScale: 0.001,
    seed: 7,
  })
  Object.assign(process.env, {
    DATABASE_URL: url,
    DEV_SHOP_URL: running.origin,
    SHOPIFY_API_KEY: running.shop.app.apiKey,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: appUrl,
    SCOPES: running.shop.app.config.scopes.join(','),
    SMTP_URL: `smtp://127.0.0.1:${String(running.smtpPort)}`,
    MAIL_FROM: 'Stammkunde <crm@handelblitz.example>',
    LOG_LEVEL: 'silent',
  })
  const { pipeline, reactions } = await import('../../../app/pipeline.server.ts')
  door.webhooks = pipeline.intake
  const worker = await startWorking(url, reactions, { concurrency: 2, logger: pipeline.logger })
  afterAll(async () => {
    await worker.stop()
    await running.close()
    await pipeline.db.$disconnect()
  })

  const { state } = running.shop
  /** Waits until nothing is left that could run now: every webhook has arrived and no job is due. */
  async function settled(): Promise<void> {
    await until(async () => {
      await fetch(`${running.origin}/dev/webhooks/flush`, { method: 'POST' })
      const [due] = await db.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from graphile_worker._private_jobs
         where last_error is null and run_at < now() + interval '30 seconds'`
      return due?.n === 0
    })
  }

  return {
    db,
    pipeline,
    running,
    state,
    settled,
    /** A number out of the shop's own memory. */
    inShop: (sql: string, ...values: string[]) => first<{ n: number }>(state, sql, ...values)?.n ?? 0,
    mails: () => all<{ recipient: string; subject: string }>(state, 'select recipient, subject from mails order by id'),
    dev: (path: string, body: object = {}) => post(`${running.origin}${path}`, body),
  }
}

/** Waits until something holds, for as long as the test may take. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50)
}

async function openDoor(door: { webhooks: Webhooks | null }): Promise<string> {
  const server = createServer((request, response) => {
    void asRequest(request)
      .then((given) => door.webhooks?.receive(given))
      .then((answer) => response.writeHead(answer?.status ?? 503).end())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

async function asRequest(request: IncomingMessage): Promise<Request> {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request('http://app.test/webhooks', {
    method: request.method ?? 'POST',
    headers,
    body: new Uint8Array(await buffer(request)),
  })
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url} answered ${String(answer.status)}: ${await answer.text()}`)
  return answer.json()
}
