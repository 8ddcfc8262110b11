import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { openAdminApi } from '../../../../app/platform/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { liveShop } from '../live-shop.ts'
import { intakeOn, workOff } from '../support.ts'

const { db } = await testDatabase()
const { running, intake, admin } = await liveShop(db, { stock: 'handelblitz', customers: 12, orders: 20 })
const shop = await intake.install(running.shop.domain, admin)

it("stand beside the shop's own counts, also where they differ", async () => {
  const before = await intake.receipt.counts(shop)
  const inShop = Object.fromEntries(before.map((pair) => [pair.kind, pair.inShop]))
  expect(before.map(({ here }) => here)).toEqual([0, 0, 0])
  expect(inShop.orders).toBe(20)
  expect(inShop.products).toBeGreaterThan(0)
  await workOff(db, { 'shop-installed': intake.startImport, 'import-continues': intake.continueImport })
  expect(await intake.receipt.counts(shop)).toEqual(before.map((pair) => ({ ...pair, here: pair.inShop })))
})

it('stand alone where the shop does not answer in time', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  afterAll(() => {
    silent.closeAllConnections()
    silent.close()
  })
  const origin = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`
  const api = openAdminApi({ domain: shop.domain, accessToken: 'any', fetch: (_, init) => fetch(origin, init) })
  const alone = await intakeOn(db, { adminFor: () => Promise.resolve(api) }).receipt.counts(shop)
  expect(alone.map(({ inShop }) => inShop)).toEqual([null, null, null])
  expect(alone.map(({ here }) => here > 0)).toEqual([true, true, true])
})
