import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { z } from 'zod'
import { openAdminApi, shopFetch, type Database } from '../../../app/platform/index.server.ts'
import { startDevShop, type RunningShop } from '../../../dev-shop/start.ts'
import { intakeOn, SECRET } from './support.ts'

type Stock = { stock: 'handelblitz' | 'empty'; customers?: number; orders?: number; seed?: number }

/** A dev shop whose webhooks reach the intake of this test over HTTP; both are closed after the file's last test. */
export async function liveShop(db: Database, stock: Stock) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as [string, string]] : [],
      )
      const given = new Request('http://app.test/webhooks', {
        method: request.method ?? 'POST',
        headers,
        body: Buffer.concat(chunks),
      })
      void intake.receive(given).then((answer) => response.writeHead(answer.status).end())
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const appUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const running = await startDevShop({
    seed: 7,
    ...stock,
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    appUrl,
    apiSecret: SECRET,
    retryScale: 0.001,
  })
  const fetchShop = shopFetch(running.origin)
  const accessToken = await logIn(running, fetchShop)
  const admin = openAdminApi({ domain: running.shop.domain, accessToken, fetch: fetchShop })
  let latest = admin
  const intake = intakeOn(db, { adminFor: () => Promise.resolve(latest), fetchShop })
  afterAll(async () => {
    await running.close()
    server.close()
  })
  /** A merchant opens the app again, which also installs it again. */
  const logInAgain = async () => {
    const token = await logIn(running, fetchShop)
    return (latest = openAdminApi({ domain: running.shop.domain, accessToken: token, fetch: fetchShop }))
  }
  return {
    running,
    intake,
    admin,
    accessToken,
    fetchShop,
    logInAgain,
    post: (path: string, body: unknown) => post(running, path, body),
  }
}

/** Token exchange, as the admin's frame and Shopify's library do it. */
async function logIn({ origin, shop }: RunningShop, fetchShop: typeof fetch): Promise<string> {
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${origin}/dev/session-token`)).json())
  const answer = await fetchShop(`https://${shop.domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: shop.app.apiKey,
      client_secret: SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    }),
  })
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token
}

async function post({ origin }: RunningShop, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}: ${await answer.text()}`)
  return answer.json()
}
