import { describe, expect, test } from 'vitest'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { readBorders } from '../../../app/profiles/rfm-borders.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from './ledger-rows.ts'

const typed = {
  recency: ['30', '60', '90', '120'],
  frequency: ['1', '2', '3', '4'],
  monetary: ['10', '20,50', '30.00', '40'],
}

describe('borders that a merchant types', () => {
  test('are read with comma and point, money in minor units of the shop’s currency', () => {
    expect(readBorders(typed, 'EUR')).toEqual({
      outcome: 'read',
      cuts: { recency: [30, 60, 90, 120], frequency: [1, 2, 3, 4], monetary: [1000, 2050, 3000, 4000] },
    })
  })

  test.each([
    [['30', '', '90', '120'], 'missing'],
    [['30', 'x', '90', '120'], 'not-a-number'],
    [['30', '60,5', '90', '120'], 'not-whole'],
    [['0', '60', '90', '120'], 'too-small'],
    [['30', '60', '90', '99999'], 'too-large'],
    [['30', '30', '90', '120'], 'not-ascending'],
  ])('%j are refused as %s', (recency, problem) => {
    expect(readBorders({ ...typed, recency }, 'EUR')).toEqual({ outcome: 'invalid', problems: { recency: problem } })
  })
})

test('new borders reach every profile by one job that tells how far it is, and fifths come back as they were', async () => {
  const { db } = await testDatabase()
  const shop = await givenShop(db)
  const now = new Date('2026-11-23T12:00:00Z')
  const profiles = openProfiles({ db, now: () => now, timelineSources: [] })
  const rows = openLedgerRows(db, shop)
  const people = []
  for (let person = 0; person < 60; person += 1) {
    const customer = await rows.customer(`P${String(person)}`)
    people.push(customer)
    const at = new Date(now.getTime() - (person + 1) * 86_400_000).toISOString()
    await rows.order({ customer, at, lines: [{ type: 'Ringe', minor: 1000 + person }] })
  }
  await profiles.refreshAll({ shopId: shop.id })
  const scores = () =>
    db.profile.groupBy({ by: ['recency'], where: { shopId: shop.id }, _count: true, orderBy: { recency: 'asc' } })
  const fifths = await scores()
  expect(fifths.map(({ _count }) => _count)).toEqual([12, 12, 12, 12, 12])
  expect(await profiles.rfm.read(shop)).toMatchObject({
    mode: 'fifths',
    borders: { origin: 'fifths' },
    rescoring: null,
  })

  const cuts = { recency: [10, 20, 30, 40], frequency: [1, 2, 3, 4], monetary: [1, 2, 3, 4] }
  await profiles.rfm.save(shop, cuts)
  expect(await profiles.rfm.read(shop)).toMatchObject({ mode: 'own', rescoring: { scored: 0 } })
  await profiles.rescore({ kind: 'rfm-borders-changed', shopId: shop.id })
  expect((await scores()).map(({ _count }) => _count)).toEqual([20, 10, 10, 10, 10])
  expect(await db.rfmSetting.findUnique({ where: { shopId: shop.id } })).toMatchObject({ total: 60, scored: 60 })
  expect(await profiles.rfm.read(shop)).toMatchObject({ borders: { ...cuts, origin: 'own' }, rescoring: null })
  await profiles.refreshAll({ shopId: shop.id })
  expect((await scores()).map(({ _count }) => _count)).toEqual([20, 10, 10, 10, 10])

  await profiles.rfm.save(shop, null)
  await profiles.rescore({ kind: 'rfm-borders-changed', shopId: shop.id })
  expect(await scores()).toEqual(fifths)
})
