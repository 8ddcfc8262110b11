import { beforeAll, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../../app/kernel/index.ts'
import type { Database } from '../../../../app/platform/database.server.ts'
import { openSegments } from '../../../../app/segments/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'
import { NOW, stockCorpusShop } from '../corpus-shop.ts'
import { understood } from '../language/corpus.ts'
import { answered } from '../members-corpus.ts'
import { foundMembers, storedMembers } from './members.ts'

let db: Database
let shop: Shop

beforeAll(async () => {
  ;({ db } = await testDatabase())
  const elsewhere = await givenShop(db, 'elsewhere.myshopify.com')
  await stockCorpusShop(db, elsewhere)
  shop = await givenShop(db)
  await stockCorpusShop(db, shop)
})

test('asked about one customer at a time, every query of the corpus finds whom it finds in the whole shop', async () => {
  const { membership } = openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW })
  const queries = [...understood.filter(({ members }) => members !== undefined), ...answered]
  await db.segment.createMany({
    data: queries.map(({ query }, place) => ({
      ...{ shopId: shop.id, id: crypto.randomUUID(), name: `corpus ${String(place)}`, query },
    })),
  })
  await membership.evaluate({ kind: 'segments-due', shopId: shop.id, cause: 'measures' })
  const asAWhole = await storedMembers(db, shop)
  expect(asAWhole).toEqual(await foundMembers(db, shop, NOW))

  await db.segmentMember.deleteMany({ where: { shopId: shop.id } })
  const people = await db.customer.findMany({ where: { shopId: shop.id }, select: { id: true } })
  const customerIds = people.map(({ id }) => id as CustomerId)
  await membership.follow({ kind: 'customers-changed', shopId: shop.id, customerIds }, 'theirs')
  expect(await storedMembers(db, shop)).toEqual(asAWhole)
})
