import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openSegments } from '../../../app/segments/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { NOW, names, stockCorpusShop } from './corpus-shop.ts'
import { understood } from './language/corpus.ts'
import { answered } from './members-corpus.ts'

let db: Database
let shop: Shop

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  await stockCorpusShop(db, shop)
})

const idOf = (name: string) => [...names].find(([, known]) => known === name)?.[0] as CustomerId

async function why(name: string, query: string) {
  const told = await openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW }).why(
    shop,
    query,
    idOf(name),
  )
  if (told.outcome !== 'explained') throw new Error(told.outcome)
  const clauses = told.clauses.map(({ text, fits, actual }) => [text, fits, ...actual.map(({ value }) => value)])
  return { member: told.member, clauses }
}

describe('why a customer belongs or not', () => {
  test('is told clause by clause, with what the customer has', async () => {
    const query =
      "amount_spent > 200 AND (last_order_date >= -30d OR rfm_group = 'AT_RISK') AND customer_tags CONTAINS 'vip'" +
      " AND products_purchased MATCHES (product_type = 'Ringe', sum_quantity >= 4)" +
      ' AND discount_share > 0.5 AND may_email = true AND orders_placed MATCHES (date >= -1y)' +
      ' AND orders_placed MATCHES (sum_amount <= 300, count > 1)'
    expect(await why('Anna', query)).toEqual({
      member: false,
      clauses: [
        ['amount_spent > 200', true, 25_000],
        ['last_order_date >= -30d', false, '2026-03-10T12:00:00+00:00'],
        ["rfm_group = 'AT_RISK'", true, 'AT_RISK'],
        ["customer_tags CONTAINS 'vip'", true, ['VIP', "Arbor Day's"]],
        ["products_purchased MATCHES (product_type = 'Ringe', sum_quantity >= 4)", false, 3],
        ['discount_share > 0.5', false, expect.closeTo(1 / 3)],
        ['may_email = true', true, true],
        ['orders_placed MATCHES (date >= -1y)', true, 3],
        ['orders_placed MATCHES (sum_amount <= 300, count > 1)', true, 25_000, 3],
      ],
    })
  })

  test('is told of values that are not there', async () => {
    expect(await why('Dora', "last_order_date != today AND return_rate > 0 AND segment = 'a'")).toEqual({
      member: false,
      clauses: [
        ['last_order_date != today', true, null],
        ['return_rate > 0', false, null],
        ["segment = 'a'", true],
      ],
    })
  })

  test('is told of what is expected, preferred and looked at', async () => {
    const query =
      'churn_probability >= 0.5 AND next_order_date = 2026-11-05 AND predicted_clv > 500 AND preferred_hour < 12' +
      " AND discount_affinity = 'WITH_CODE' AND preferred_price_band = '20-50' AND preferred_weekday = 'MONDAY'" +
      ' AND storefront.product_viewed MATCHES (count >= 2)'
    expect((await why('Hugo', query)).clauses.map(([, ...rest]) => rest)).toEqual([
      [false, 0.3],
      [true, '2026-11-05'],
      [true, 70_000],
      [false, 14],
      [true, 'WITH_CODE'],
      [false, '100-'],
      [false, null],
      [false, 1],
    ])
    expect((await why('Anna', "preferred_weekday = 'TUESDAY'")).clauses).toEqual([
      ["preferred_weekday = 'TUESDAY'", true, 'TUESDAY'],
    ])
  })

  test('agrees with who is found, for every query of the corpus', async () => {
    const corpus = [...understood, ...answered].filter(({ members }) => members !== undefined)
    for (const [place, { query, members = '' }] of corpus.entries()) {
      const name = [...names.values()].filter((one) => one !== 'Emil')[place % 14] ?? 'Anna'
      expect([query, name, (await why(name, query)).member]).toEqual([query, name, members.split(' ').includes(name)])
    }
  })

  test('is not told of strangers and deleted customers', async () => {
    const segments = openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW })
    const other = await givenShop(db, 'other.myshopify.com')
    const asked = 'number_of_orders >= 0'
    expect(await segments.why(shop, asked, idOf('Emil'))).toEqual({ outcome: 'unknown-customer' })
    expect(await segments.why(other, asked, idOf('Anna'))).toEqual({ outcome: 'unknown-customer' })
    expect(await segments.why(shop, 'csat > 1', idOf('Anna'))).toMatchObject({ fault: { code: 'notAvailable' } })
  })
})
