import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { parseSegmentQuery, printSegmentQuery, type Condition } from '../../../app/segments/index.ts'
import { membersSql, surroundingsOf } from '../../../app/segments/members.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { NOW, names, stockCorpusShop } from './corpus-shop.ts'
import type { Comparison } from '../../../app/segments/language/syntax-tree.ts'
import { anyQuery } from './language/any-query.ts'

let db: Database
let shop: Shop
let rowsBefore: string

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  await stockCorpusShop(db, shop)
  rowsBefore = await allRows()
})

const hostile = [
  "'; drop table profile; --",
  "' or '1'='1",
  "x') or true --",
  '$1',
  '${shop.id}',
  '%',
  '_%',
  '\\',
  "\\'",
  '{"a":1}',
  '{Ringe,Ketten}',
  'NULL',
  '/* */',
  'Ringe","Ketten',
  '\u0000',
  'Ringe\u0000',
  '\ud800',
  '😀'.repeat(50),
  '-- \n select pg_sleep(9)',
]

const subjects = [
  'customer_email_domain = %',
  'customer_email_domain NOT CONTAINS %',
  'customer_language IN (%, %)',
  'customer_language NOT STARTS WITH %',
  'customer_tags CONTAINS %',
  'customer_tags NOT CONTAINS %',
  'customer_cities CONTAINS %',
  'preferred_product_type = %',
  'preferred_product_type NOT IN (%, %)',
  'products_purchased MATCHES (product_type = %)',
  'products_purchased NOT MATCHES (tag = %, vendor = %)',
  'products_purchased MATCHES (option STARTS WITH %, count >= 1)',
  'orders_placed MATCHES (discount_code = %)',
  'service_requests MATCHES (product_type IN (%, %))',
  'campaign_received MATCHES (campaign = %) OR campaign_redeemed MATCHES (campaign = %)',
]

describe('a hostile text', () => {
  test.each(subjects)('is a value like any other: %s', async (subject) => {
    const harmless = await members(subject.replaceAll('%', () => "'nobody has this'"))
    for (const text of hostile) {
      const quoted = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
      if (subject.includes('CONTAINS') || subject.includes('STARTS'))
        await members(subject.replaceAll('%', () => quoted))
      else expect(await members(subject.replaceAll('%', () => quoted))).toBe(harmless)
    }
  })

  test('is found where somebody really has it', async () => {
    const writable = hostile.filter((text) => !text.includes('\u0000') && text.isWellFormed())
    for (const text of writable) {
      const anna = { shopId: shop.id, firstName: 'Anna' }
      const told = await db.customer.findFirstOrThrow({ where: anna })
      await db.customer.updateMany({ where: anna, data: { tags: [text], locale: text } })
      const quoted = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
      expect(await members(`customer_tags CONTAINS ${quoted} AND customer_language = ${quoted}`)).toBe('Anna')
      await db.customer.updateMany({ where: anna, data: { tags: told.tags, locale: told.locale } })
    }
  })
})

describe('any query', () => {
  test('is answered or names what is missing, and says nothing of its values in its SQL', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const found = membersSql(query, await surroundingsOf(db, shop, NOW, [query]))
        if (found.outcome === 'unanswerable') return
        answered += 1
        const other = membersSql(withOtherTexts(query), await surroundingsOf(db, shop, NOW, []))
        expect(other).toMatchObject({ members: { sql: found.members.sql } })
        await db.$queryRaw(found.members)
      }),
      { numRuns: 400 },
    )
    expect(answered).toBeGreaterThan(20)
    expect(await allRows()).toBe(rowsBefore)
  })

  test('finds the same after it was printed and read again', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const again = parseSegmentQuery(printSegmentQuery(query))
        if (again.outcome === 'invalid') throw new Error(again.message)
        const surroundings = await surroundingsOf(db, shop, NOW, [query])
        const [one, other] = [membersSql(query, surroundings), membersSql(again.query, surroundings)]
        if (one.outcome === 'unanswerable' || other.outcome === 'unanswerable') {
          expect(other.outcome).toBe(one.outcome)
          return
        }
        expect(other.members.sql).toBe(one.members.sql)
        expect(other.members.values).toEqual(one.members.values)
      }),
      { numRuns: 300 },
    )
  })
})

/** The same query with other words in all its texts, but for the states that somebody may have never told. */
function withOtherTexts(query: Condition): Condition {
  if ('conditions' in query) return { ...query, conditions: query.conditions.map(withOtherTexts) }
  if (query.kind === 'function') return { ...query, parameters: query.parameters.map(withOtherValues) }
  return query.name.endsWith('subscription_status') ? query : withOtherValues(query)
}

function withOtherValues<Compared extends Comparison>(compared: Compared): Compared {
  const values = compared.values.map((value) =>
    value.kind === 'text' ? { ...value, text: `harm'less ${value.text}` } : value,
  )
  return { ...compared, values }
}

async function members(text: string): Promise<string> {
  const read = parseSegmentQuery(text)
  if (read.outcome === 'invalid') throw new Error(read.message)
  const found = membersSql(read.query, await surroundingsOf(db, shop, NOW, [read.query]))
  if (found.outcome === 'unanswerable') throw new Error(`${found.code}: ${found.name}`)
  const rows = await db.$queryRaw<{ customer_id: CustomerId }[]>(found.members)
  return rows
    .map((row) => names.get(row.customer_id) ?? 'a stranger')
    .sort()
    .join(' ')
}

async function allRows(): Promise<string> {
  const [rows] = await db.$queryRaw<unknown[]>`
    select (select count(*)::int from profile) as profiles, (select count(*)::int from customer) as customers,
           (select count(*)::int from shop_order) as orders, (select count(*)::int from segment) as segments,
           (select md5(string_agg(c::text, '' order by id)) from customer c) as content`
  return JSON.stringify(rows)
}
