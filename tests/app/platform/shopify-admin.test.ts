import { describe, expect, it } from 'vitest'
import { openAdminApi, ShopRejected, ShopUnavailable } from '../../../app/platform/index.server.ts'

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

const throttled = json({
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 12,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 2, restoreRate: 100 },
    },
  },
})

/** The client in front of a shop that gives these answers in turn. */
function facing(...answers: (Response | Error)[]) {
  const asked: string[] = []
  const admin = openAdminApi({
    domain: 'handelblitz.myshopify.com',
    accessToken: 'shpat_test',
    fetch: (url) => {
      asked.push(url instanceof Request ? url.url : String(url))
      const answer = answers[Math.min(asked.length, answers.length) - 1]
      return answer instanceof Response
        ? Promise.resolve(answer.clone())
        : Promise.reject(answer ?? new Error('no answer'))
    },
  })
  return { asked, ask: () => admin.run('{ shop { name } }') }
}

describe('the Admin API', () => {
  it('asks the version that the app speaks', async () => {
    const { asked, ask } = facing(json({ data: { shop: { name: 'HandelBlitz' } } }))
    expect(await ask()).toEqual({ shop: { name: 'HandelBlitz' } })
    expect(asked).toEqual(['https://handelblitz.myshopify.com/admin/api/2026-10/graphql.json'])
  })

  it('waits until the bucket holds enough when Shopify throttles', async () => {
    const { asked, ask } = facing(throttled, json({ data: { ok: true } }))
    const before = Date.now()
    expect(await ask()).toEqual({ ok: true })
    expect(asked).toHaveLength(2)
    expect(Date.now() - before).toBeGreaterThanOrEqual(150)
  })

  it('reads Retry-After as seconds', async () => {
    const { ask } = facing(json({}, 429, { 'retry-after': '1' }), json({ data: { ok: true } }))
    const before = Date.now()
    await ask()
    expect(Date.now() - before).toBeGreaterThanOrEqual(950)
  })

  it.each([
    [
      'a missing access scope',
      json({ data: null, errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] }),
      ShopRejected,
      'Access denied',
    ],
    [
      'an operation that does not validate',
      json({ errors: [{ message: "Field 'x' doesn't exist" }] }),
      ShopRejected,
      "doesn't exist",
    ],
    ['a revoked token', json({ errors: 'Invalid API key' }, 401), ShopRejected, 'answered 401'],
    ['a broken server', json({}, 500), ShopUnavailable, 'answered 500'],
    ['a lost connection', new TypeError('fetch failed'), ShopUnavailable, 'fetch failed'],
  ])('tells %s apart', async (_, answer, problem, message) => {
    const { asked, ask } = facing(answer)
    await expect(ask()).rejects.toThrow(problem)
    await expect(ask()).rejects.toThrow(message)
    expect(asked).toHaveLength(2)
  })
})
