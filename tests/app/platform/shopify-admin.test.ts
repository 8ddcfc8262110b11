import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import {
  openAdminApi,
  shopFetch,
  ShopAccessLost,
  ShopRejected,
  ShopUnavailable,
} from '../../../app/platform/index.server.ts'

type Answer = (response: ServerResponse) => void

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-7', ...headers })
    response.end(JSON.stringify(body))
  }

const answered = { data: { shop: { name: 'HandelBlitz' } } }
const done = json(answered)

const cost = {
  requestedQueryCost: 12,
  actualQueryCost: null,
  throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 2, restoreRate: 100 },
}
const throttled = json({
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: { cost },
})

/** The client in front of a server that gives these answers in turn, the last one again and again. */
async function facing(...answers: Answer[]) {
  const asked: { path: string; at: number }[] = []
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      asked.push({ path: request.url ?? '', at: performance.now() })
      answers[Math.min(asked.length, answers.length) - 1]?.(response)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  const log: string[] = []
  let refusedTokens = 0
  const admin = openAdminApi({
    domain: 'handelblitz.myshopify.com',
    accessToken: 'shpat_test',
    fetch: shopFetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`),
    logger: pino({ level: 'debug' }, { write: (line) => log.push(line) }),
    onTokenRefused: () => {
      refusedTokens += 1
      return Promise.resolve()
    },
  })
  const ask = (operation = 'query ShopName { shop { name } }') => admin.run(operation)
  return { asked, ask, log, refusedTokens: () => refusedTokens, pause: () => (asked[1]?.at ?? 0) - (asked[0]?.at ?? 0) }
}

describe('the Admin API', () => {
  it('asks the version that the app speaks', async () => {
    const { asked, ask } = await facing(done)
    expect(await ask()).toEqual({ shop: { name: 'HandelBlitz' } })
    expect(asked.map(({ path }) => path)).toEqual(['/admin/api/2026-10/graphql.json'])
  })

  it('waits until the bucket holds enough when Shopify throttles', async () => {
    const { asked, ask, pause } = await facing(throttled, done)
    await ask()
    expect(asked).toHaveLength(2)
    expect(pause()).toBeGreaterThanOrEqual(150)
  })

  it.each([429, 503])('comes again after %i, and reads Retry-After as seconds', async (status) => {
    const { asked, ask, pause } = await facing(json({}, status, { 'retry-after': '1' }), done)
    await ask()
    expect(asked).toHaveLength(2)
    expect(pause()).toBeGreaterThanOrEqual(950)
  })

  it('writes into the log what was asked, what it cost and under which id Shopify knows it, and never the token', async () => {
    const { ask, log } = await facing(
      throttled,
      json({ ...answered, extensions: { cost: { ...cost, actualQueryCost: 3 } } }),
    )
    await ask()
    expect(log.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 20, operation: 'ShopName', requestId: 'req-7', cost: 0, domain: 'handelblitz.myshopify.com' },
      { level: 40, operation: 'ShopName', requestId: 'req-7', attempt: 0 },
      { level: 20, operation: 'ShopName', requestId: 'req-7', cost: 3 },
    ])
    expect(log.join()).not.toContain('shpat_test')
  })

  it('does not repeat a mutation whose connection was lost, for it may have been done', async () => {
    const { asked, ask } = await facing((response) => response.destroy(), done)
    await expect(ask('mutation Tag { tagsAdd(id: "1", tags: []) { userErrors { message } } }')).rejects.toThrow(
      ShopUnavailable,
    )
    expect(asked).toHaveLength(1)
  })

  it('names the access scope that is missing', async () => {
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`read_orders` access scope.' }
    const { ask } = await facing(json({ data: null, errors: [{ message: 'Access denied for orders.', extensions }] }))
    const problem = await ask().catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ShopRejected)
    expect(problem).toMatchObject({
      missingScopes: ['read_orders'],
      message: 'the app lacks the access scope read_orders: Access denied for orders. (ShopName, request req-7)',
    })
  })

  it.each([
    ['a missing field', json({ errors: [{ message: "Field 'x' doesn't exist" }] }), ShopRejected, "doesn't exist"],
    ['a revoked token', json({ errors: 'Invalid API key' }, 401), ShopAccessLost, 'open the app in the admin once'],
    ['a frozen shop', json({ errors: 'Unavailable Shop' }, 402), ShopAccessLost, 'open the app in the admin once'],
    ['a refused request', json({ errors: 'Not Acceptable' }, 406), ShopRejected, 'answered 406'],
    ['a broken server', json({}, 500), ShopUnavailable, 'answered 500'],
  ])('tells %s apart, and under which id Shopify knows the request', async (_, answer, problem, message) => {
    const { asked, ask } = await facing(answer)
    const thrown: unknown = await ask().catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(problem)
    expect(thrown).toMatchObject({ message: expect.stringContaining(message) as unknown })
    expect(thrown).toMatchObject({ message: expect.stringContaining('ShopName, request req-7') as unknown })
    expect(asked).toHaveLength(1)
  })

  it('takes neither a revoked token nor a frozen shop for a refusal, and says only of the token that it is void', async () => {
    const revoked = await facing(json({}, 401))
    await expect(revoked.ask()).rejects.not.toThrow(ShopRejected)
    expect(revoked.refusedTokens()).toBe(1)
    const frozen = await facing(json({}, 402))
    await expect(frozen.ask()).rejects.not.toThrow(ShopRejected)
    expect(frozen.refusedTokens()).toBe(0)
  })
})
