import { expect, test } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { workOff } from '../intake/support.ts'
import { openLedgerRows } from './ledger-rows.ts'

const { db } = await testDatabase()
let clock = new Date('2026-11-23T12:00:00Z')
const profiles = openProfiles({ db, now: () => clock, timelineSources: [] })

/** One hour of the worker, as the pipeline connects it. */
async function hourBegins(at: string): Promise<string[]> {
  clock = new Date(at)
  await profiles.scheduleAgeing()
  return workOff(db, { 'profiles-aged': (fact: { shopId: Shop['id'] }) => profiles.refreshAll(fact) })
}

test('a customer grows distant by the clock alone, once in each day of the shop', async () => {
  const shop = await givenShop(db, 'ageing.myshopify.com')
  const rows = openLedgerRows(db, shop)
  const anna = await rows.customer('Anna')
  for (const at of ['2026-10-01T10:00:00Z', '2026-11-01T10:00:00Z', '2026-11-20T10:00:00Z'])
    await rows.order({ customer: anna, at, lines: [{ type: 'Ringe', minor: 20_000 }] })
  await profiles.refreshAll({ shopId: shop.id })
  const recency = async () => (await db.profile.findFirstOrThrow({ where: { customerId: anna } })).recency ?? 0
  const atFirst = await recency()

  expect(await hourBegins('2026-11-23T22:30:00Z')).toEqual([])
  // 23:30 in UTC is half past midnight in Berlin.
  expect(await hourBegins('2026-11-23T23:30:00Z')).toEqual(['profiles-aged'])
  expect(await hourBegins('2026-11-24T00:30:00Z')).toEqual([])
  // Days that the app was switched off are made up for once.
  expect(await hourBegins('2028-11-24T12:00:00Z')).toEqual(['profiles-aged'])
  expect(await recency()).toBeLessThan(atFirst)
})

test('a shop that has gone is left alone', async () => {
  const shop = await givenShop(db, 'gone.myshopify.com')
  const rows = openLedgerRows(db, shop)
  await rows.order({
    customer: await rows.customer('Berta'),
    at: '2026-11-01T10:00:00Z',
    lines: [{ type: 'Ringe', minor: 1 }],
  })
  await profiles.refreshAll({ shopId: shop.id })
  await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: clock } })
  expect(await hourBegins('2030-01-01T12:00:00Z')).toEqual(['profiles-aged'])
  expect(await db.rfmThreshold.count({ where: { shopId: shop.id, computedAt: { gt: new Date('2029-01-01') } } })).toBe(
    0,
  )
})
