import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import type { StoredEvidence } from '../../../app/profiles/evidence-row.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { loadRetailer } from './retailer.ts'

const file = ['../shared/data/online_retail.csv.gz', '../../shared/data/online_retail.csv.gz'].find((path) =>
  existsSync(path),
)

describe.skipIf(file === undefined)(`a real gift shop${file === undefined ? ' is not present' : ''}`, () => {
  test('what customers prefer tells what they buy next better than what everybody buys', async () => {
    const { db } = await testDatabase()
    const shop = await givenShop(db)
    const { nextTypes, popular } = await loadRetailer(db, shop, file ?? '')
    await openProfiles({ db, now: () => new Date('2011-12-10T00:00:00Z'), timelineSources: [] }).refreshAll({
      shopId: shop.id,
    })
    const preferences = await db.preference.findMany({ where: { shopId: shop.id } })
    let customers = 0
    const hits = { ownFirst: 0, ownThree: 0, popularFirst: 0, popularThree: 0 }
    for (const { customerId, evidence } of preferences) {
      const bought = nextTypes.get(String(customerId))
      const own = ((evidence as StoredEvidence).product_type?.top ?? []).map(([type]) => type)
      if (bought === undefined || own.length === 0) continue
      customers += 1
      const some = (types: string[]) => Number(types.some((type) => bought.has(type)))
      hits.ownFirst += some(own.slice(0, 1))
      hits.ownThree += some(own.slice(0, 3))
      hits.popularFirst += some(popular.slice(0, 1))
      hits.popularThree += some(popular.slice(0, 3))
    }
    const rates = Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / customers]))
    expect(customers).toBeGreaterThan(2_000)
    expect(rates.ownFirst).toBeGreaterThan(rates.popularFirst ?? 1)
    expect(rates.ownThree).toBeGreaterThan(rates.popularThree ?? 1)
  }, 300_000)
})
