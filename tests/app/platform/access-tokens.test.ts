import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { ShopAccessLost } from '../../../app/platform/index.server.ts'
import { first, run } from '../../../dev-shop/state/query.ts'
import { overlap } from '../../support/two-transactions.ts'
import { connectedShop } from './connected-shop.ts'

const { db, shop, running, shopify, openApp, startProcess, logIn } = await connectedShop(5)
const { domain } = shop
const { state } = running.shop

const NAME = 'query ShopName { shop { name } }'
const MINUTE = 60_000

/** How many tokens Shopify has handed out to the app. */
const tokensMade = () => first<{ n: number }>(state, 'select count(*) as n from tokens')?.n ?? 0

/** As if this much were left of the stored token's time. */
async function givenLeft(milliseconds: number): Promise<void> {
  await db.session.updateMany({ data: { expires: new Date(Date.now() + milliseconds) } })
}

/** The shop at another address, where a token takes a second: both processes have asked for one by then, if they may. */
async function slowToHandOutTokens(): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
      const path = request.url ?? ''
      const answer = await fetch(`${running.origin}${path}`, { method: 'POST', headers, body })
      if (path.startsWith('/admin/oauth/')) await pause(1_000)
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

beforeEach(async () => {
  await db.session.deleteMany()
  await openApp()
})

describe('the access token of a shop', () => {
  it('is refreshed once where two processes and ten jobs need it at the same moment', async () => {
    const shopUrl = await slowToHandOutTokens()
    const processes = await Promise.all([startProcess(shopUrl), startProcess(shopUrl)])
    await givenLeft(4 * MINUTE)
    const before = tokensMade()
    const task = { domain, operation: NAME, times: 5, priority: 'background' } as const
    const reports = await Promise.all(processes.map((ask) => ask(task)))
    expect(reports).toEqual([
      { answers: 5, problems: [], throttled: 0 },
      { answers: 5, problems: [], throttled: 0 },
    ])
    expect(tokensMade() - before).toBe(1)
  })

  it('is left alone while it is good for more than five minutes', async () => {
    await givenLeft(6 * MINUTE)
    const before = tokensMade()
    await (await shopify.adminFor(domain)).run(NAME)
    expect(tokensMade()).toBe(before)
  })

  it('is fetched once where a page of the app asks for it with two requests at once', async () => {
    await givenLeft(-MINUTE)
    const before = tokensMade()
    await Promise.all([openApp(), openApp()])
    expect(tokensMade() - before).toBe(1)
  })

  it('that nobody can refresh any more sends the merchant to the admin', async () => {
    const anHourAgo = new Date(Date.now() - 60 * MINUTE)
    await db.session.updateMany({ data: { expires: anHourAgo, refreshTokenExpires: anHourAgo } })
    await expect(shopify.adminFor(domain)).rejects.toThrow(ShopAccessLost)
    await expect(shopify.adminFor(domain)).rejects.toThrow(
      `${domain} does not let the app in (its refresh token has expired): open the app in the admin once`,
    )
    await openApp()
    expect(await (await shopify.adminFor(domain)).run(NAME)).toEqual({ shop: { name: 'HandelBlitz' } })
  })

  it('that Shopify will not refresh sends the merchant to the admin', async () => {
    run(state, 'update tokens set revoked_at = ?', new Date().toISOString())
    await givenLeft(MINUTE)
    await expect(shopify.adminFor(domain)).rejects.toThrow('Shopify refused the refresh token with 400')
  })

  it('that Shopify has revoked is not shown to it a second time', async () => {
    const admin = await shopify.adminFor(domain)
    run(state, 'update tokens set revoked_at = ?', new Date().toISOString())
    await expect(admin.run(NAME)).rejects.toThrow('Shopify answered 401')
    expect(await db.session.findMany()).toMatchObject([{ accessToken: '' }])
    await expect(shopify.adminFor(domain)).rejects.toThrow(ShopAccessLost)
  })

  it('is not written back where access ends while Shopify is asked for a new one', async () => {
    await givenLeft(MINUTE)
    const before = tokensMade()
    const asked = overlap(
      db,
      (tx) => tx.session.deleteMany({ where: { shop: domain } }),
      () => shopify.adminFor(domain),
    )
    await expect(asked).rejects.toThrow('its access has just ended')
    expect(tokensMade()).toBe(before + 1)
    expect(await db.session.count()).toBe(0)
  })

  it('that a new log-in brings meanwhile is not overwritten by the older one', async () => {
    await givenLeft(MINUTE)
    const asked = overlap(
      db,
      (tx) => tx.session.updateMany({ data: { accessToken: 'of the new log-in' } }),
      () => shopify.adminFor(domain),
    )
    await expect(asked).rejects.toThrow(ShopAccessLost)
    expect(await db.session.findMany()).toMatchObject([{ accessToken: 'of the new log-in' }])
  })

  it('that ends in the very log-in that brought it keeps no later one waiting', async () => {
    await db.session.deleteMany()
    const { follow } = logIn
    logIn.follow = async (admin) => {
      run(state, 'update tokens set revoked_at = ?', new Date().toISOString())
      await admin.run(NAME)
    }
    await expect(openApp()).rejects.toMatchObject({ status: 500 })
    expect(await db.session.findMany()).toMatchObject([{ accessToken: '' }])
    logIn.follow = follow
    await openApp()
    await (await shopify.adminFor(domain)).run(NAME)
  })

  it('is missing before the app was ever opened, and then the error says what to do', async () => {
    await expect(shopify.adminFor('stranger.myshopify.com')).rejects.toThrow(
      'stranger.myshopify.com does not let the app in (it has no access token): open the app in the admin once',
    )
  })
})
