import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { readAppToml } from '../../dev-shop/app-config.ts'
import { installedApp } from '../../dev-shop/install.ts'
import { startDevShop } from '../../dev-shop/start.ts'
import { announce } from '../../dev-shop/webhooks/announce.ts'
import { SECRET, openShop, send } from './support/open-shop.ts'
import { startReceiver } from './support/receiver.ts'

describe('a shop that starts again', () => {
  it('remembers its orders, the app, its tokens, unsent webhooks and unfinished bulk operations', async () => {
    const dataPath = join(temporaryFolder(), 'shop.sqlite')
    const before = await openShop({ dataPath, keepOpen: true })
    const orders = before.shop.state.prepare('select count(*) as n from orders').get()?.n
    before.shop.wakeDispatcher = () => undefined
    announce(before.shop, 'orders/create', String(before.shop.state.prepare('select id from orders limit 1').get()?.id))
    before.shop.state.exec(
      `insert into bulk_operations (id, api_key, status, query, created_at)
       values ('9100000099999999', '${before.shop.app.apiKey}', 'RUNNING', '{ orders { edges { node { id } } } }', '2026-11-23T10:00:00.000Z')`,
    )
    await before.close()

    const app = await startReceiver()
    const after = await openShop({ dataPath, appUrl: app.url, orders: 999 })
    expect(after.shop.state.prepare('select count(*) as n from orders').get()?.n).toBe(orders)
    expect(installedApp(after.shop)).toBeDefined()
    expect((await send(after.origin, before.token, '{ shop { name } }')).data).toEqual({
      shop: { name: 'HandelBlitz' },
    })
    const query = '{ bulkOperation(id: "gid://shopify/BulkOperation/9100000099999999") { status rootObjectCount } }'
    await expect
      .poll(async () => (await after.graphql(query)).data?.bulkOperation)
      .toEqual({
        status: 'COMPLETED',
        rootObjectCount: String(orders),
      })
    await after.dev('POST', '/dev/webhooks/flush', {})
    expect(app.received.map(({ headers }) => headers['x-shopify-topic']).sort()).toEqual([
      'bulk_operations/finish',
      'orders/create',
    ])
  })

  it('refuses a state that was left half filled', async () => {
    const dataPath = join(temporaryFolder(), 'shop.sqlite')
    const before = await openShop({ dataPath, keepOpen: true })
    before.shop.state.exec("delete from meta where key = 'filled_at'")
    await before.close()
    await expect(openShop({ dataPath })).rejects.toThrow('left half filled')
  })
})

describe('the program', () => {
  it('says in one line of JSON where it answers, and ends cleanly when told to', async () => {
    const folder = temporaryFolder()
    const flags = ['--port', '0', '--smtp-port', '0', '--data', join(folder, 'shop.sqlite'), '--empty']
    const toml = ['--app-toml', 'tests/dev-shop/support/app.toml']
    const program = spawn(process.execPath, ['dev-shop/main.ts', ...flags, ...toml], {
      env: { ...process.env, SHOPIFY_API_SECRET: SECRET, SHOPIFY_API_KEY: 'from-the-environment' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => {
      program.kill('SIGKILL')
    })
    const ended = new Promise<number | null>((resolve) => program.once('exit', resolve))
    const [line] = await createInterface(program.stdout)
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [String(value)])
    const ready = z
      .object({ ready: z.literal(true), origin: z.url(), smtpPort: z.int().positive() })
      .parse(JSON.parse(line ?? ''))
    expect(await (await fetch(`${ready.origin}/dev/status`)).json()).toMatchObject({
      app: { apiKey: 'from-the-environment' },
    })
    program.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})

describe('the configuration of the app', () => {
  const valid = `client_id = "a"\nname = "A"\nhandle = "a"\napplication_url = "https://a.test"\nembedded = true
    [access_scopes]\nscopes = "read_orders, write_orders"\n[auth]\nredirect_urls = []\n[webhooks]\napi_version = "2026-10"\n`
  const subscription = (body: string) => `${valid}[[webhooks.subscriptions]]\n${body}\n`

  it('is read with one subscription a topic', () => {
    const toml = readAppToml(
      fileWith(subscription('topics = ["orders/create", "customer.tags_added"]\nuri = "/hooks"')),
    )
    expect(toml.scopes).toEqual(['read_orders', 'write_orders'])
    expect(toml.subscriptions.map(({ topic, uri }) => [topic, uri])).toEqual([
      ['orders/create', '/hooks'],
      ['customer.tags_added', '/hooks'],
    ])
  })

  it.each([
    ['an unknown key', subscription('topics = ["orders/create"]\nuri = "/"\nincludeFields = ["id"]'), 'includeFields'],
    ['a compliance topic among the topics', subscription('topics = ["shop/redact"]\nuri = "/"'), 'compliance_topics'],
    ['no topic at all', subscription('uri = "/"'), 'needs topics or compliance_topics'],
    [
      'the same subscription twice',
      subscription('topics = ["orders/create", "orders/create"]\nuri = "/"'),
      'two subscriptions',
    ],
  ])('is refused for %s', (_name, text, reason) => {
    expect(() => readAppToml(fileWith(text))).toThrow(reason)
  })

  it('is refused for a topic that the shop can never send', async () => {
    const appToml = fileWith(subscription('topics = ["themes/create"]\nuri = "/"'))
    const options = { dataPath: ':memory:', port: 0, smtpPort: 0, appToml, apiSecret: SECRET, stock: 'empty' as const }
    await expect(startDevShop(options)).rejects.toThrow('cannot send webhooks of the topic themes/create')
  })
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dev-shop-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'app.toml')
  writeFileSync(path, text)
  return path
}
