import { beforeAll, describe, expect, test } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { readCustomerQuery } from '../../../app/profiles/index.ts'
import { customerSorts } from '../../../app/profiles/customer-sort.ts'
import type { CustomerPage, CustomerRow } from '../../../app/profiles/customer-view.ts'
import { risks } from '../../../app/profiles/outlook-view.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from './ledger-rows.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const CUSTOMERS = 137
let db: Database
let shop: Shop
let profiles: ReturnType<typeof openProfiles>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => NOW, timelineSources: [] })
  const elsewhere = await givenShop(db, 'elsewhere.myshopify.com')
  await openLedgerRows(db, elsewhere).customer('Fremd')
  await profiles.refreshAll({ shopId: elsewhere.id })
  shop = await givenShop(db)
  const rows = openLedgerRows(db, shop)
  for (let person = 0; person < CUSTOMERS; person++) {
    // Many equal keys: a third never ordered, days and amounts repeat, last names too.
    const customer = await rows.customer(`Vorname${person}`, person === 7 ? 'Öz_türk' : `Name${person % 9}`)
    const at = `2026-0${1 + (person % 4)}-01T10:00:00Z`
    if (person % 3 > 0) await rows.order({ customer, at, lines: [{ type: 'Ringe', minor: 100 * (person % 5) }] })
    if (person % 10 === 0) await rows.consent(customer, 'subscribed', '2026-01-01')
  }
  await profiles.refreshAll({ shopId: shop.id })
  await profiles.predictAll({ shopId: shop.id })
})

type Expected = NonNullable<CustomerRow['expected']>

const everyPage = async (address: string) => {
  const all: CustomerRow[] = []
  for (let place: string | null = ''; place !== null;) {
    const page: CustomerPage = await list(`${address}${place && `&place=${place}`}`)
    all.push(...page.rows)
    place = page.next
  }
  return all
}
const list = (address: string) => profiles.list(shop, readCustomerQuery(new URLSearchParams(address)))

describe('the customer list', () => {
  test.each(customerSorts.flatMap((sort) => [`${sort} desc`, `${sort} asc`]))(
    'sorted by %s pages through everyone once, forwards and back',
    async (sort) => {
      const seen: string[][] = []
      let page = await list(`sort=${sort}`)
      expect(page.previous).toBeNull()
      for (;;) {
        seen.push(page.rows.map((row) => row.id))
        if (page.next === null) break
        page = await list(`sort=${sort}&place=${page.next}`)
      }
      expect(seen.map((ids) => ids.length)).toEqual([50, 50, 37])
      expect(new Set(seen.flat()).size).toBe(CUSTOMERS)
      const back = [page.rows.map((row) => row.id)]
      while (page.previous !== null) {
        page = await list(`sort=${sort}&place=${page.previous}`)
        back.unshift(page.rows.map((row) => row.id))
      }
      expect(back).toEqual(seen)
      expect(page.next).not.toBeNull()
    },
  )

  test('begins with the latest orders and the highest value', async () => {
    const latest = (await list('')).rows.map((row) => row.lastOrderAt ?? '')
    expect(latest).toEqual(latest.toSorted().reverse())
    const dearest = (await list('sort=spent')).rows.map((row) => row.spentMinor)
    expect(dearest).toEqual(dearest.toSorted((a, b) => b - a))
  })

  test.each([
    ['expected desc', (row: Expected) => -row.minor],
    ['expected asc', (row: Expected) => row.minor],
    ['risk desc', (row: Expected) => -risks.indexOf(row.risk)],
    ['risk asc', (row: Expected) => risks.indexOf(row.risk)],
    ['next-order asc', (row: Expected) => (row.next === null ? 1 : 0)],
    ['next-order desc', (row: Expected) => (row.next === null ? 1 : 0)],
  ])('sorted by %s puts the predicted in order, and who never bought last', async (sort, keyOf) => {
    const all = await everyPage(`sort=${sort}`)
    const predicted = all.filter((row) => row.expected !== null)
    expect(predicted).toHaveLength(91)
    expect(all.slice(91).every((row) => row.orders === 0)).toBe(true)
    const keys = predicted.map((row) => (row.expected === null ? 0 : keyOf(row.expected)))
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
  })

  test('narrowed by risk, next order or expected sales finds exactly those of whom it is predicted', async () => {
    const all = (await everyPage('')).flatMap(({ id, expected }) => (expected === null ? [] : [{ id, ...expected }]))
    const idsOf = async (address: string) => (await everyPage(address)).map(({ id }) => id).sort()
    const those = (fits: (row: Expected) => boolean) => all.filter(fits).map(({ id }) => id).sort() // prettier-ignore
    for (const risk of risks) expect(await idsOf(`risk=${risk}`)).toEqual(those((row) => row.risk === risk))
    expect(await idsOf('risk=low&risk=raised&risk=high')).toEqual(those(() => true))
    expect(await idsOf('next=none')).toEqual(those(({ next }) => next === null))
    const middle = all.map(({ minor }) => minor).sort((a, b) => a - b)[45] ?? 0
    expect(await idsOf(`expected=${middle}`)).toEqual(those(({ minor }) => minor >= middle))
    const dated = await db.prediction.findMany({
      where: { shopId: shop.id, nextOrderDate: { lte: new Date('2027-02-21') } },
    })
    expect(await idsOf('next=90')).toEqual(dated.map(({ customerId }) => String(customerId)).sort())
    for (const address of ['risk=high', 'next=none', 'next=90', `expected=${middle}`])
      expect((await profiles.count(shop, readCustomerQuery(new URLSearchParams(address)))).count).toBe(
        (await idsOf(address)).length,
      )
  })

  test.each([
    ['search=name3 vorname1', 5],
    ['search=öz_t', 1],
    ['search=z%25t', 0],
    ['search=%27 or 1=1 --', 0],
    ['group=PROSPECTS', 46],
    ['type=Ringe', 91],
    ['mayEmail=yes', 14],
    ['mayEmail=yes&type=Ringe', 9],
    ['type=Nichts', 0],
  ])('with %s finds %i customers', async (address, count) => {
    const { rows, next } = await list(address)
    expect(next === null ? rows.length : 50 + (await list(`${address}&place=${next}`)).rows.length).toBe(count)
    const query = readCustomerQuery(new URLSearchParams(address))
    expect(await profiles.count(shop, query)).toEqual({ count, more: false })
  })

  test.each([
    'x',
    'W10=',
    btoa('["spent true","after","drop table","1"]'),
    btoa('["last-order true","after","x","1"]'),
    btoa('["last-order true","after","","1","1"]'),
    btoa('["last-order true","after","-infinity","1","9"]'),
  ])('starts over at the place %s, which nobody gave out', async (place) => {
    expect((await list(`place=${place}`)).rows).toEqual((await list('')).rows)
    for (const sort of ['risk', 'next-order', 'expected'])
      expect((await list(`sort=${sort}&place=${place}`)).rows).toEqual((await list(`sort=${sort}`)).rows)
    expect((await list(`sort=spent&place=${place}`)).rows).toEqual((await list('sort=spent')).rows)
  })
})
