import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import { parseShopifyJson } from '../../../app/ledger/index.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import type { Report } from '../../../app/privacy/index.ts'
import { sections } from '../../../app/privacy/report-sections.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const { db } = await testDatabase()
const privacy = openPrivacy({ db, now: () => new Date('2026-11-24T09:00:00Z') })
const ANNA = '9100000000000001'
const ORDER = '9100000000000100'
const LINE = '9100000000000005'
const REQUEST = '7b0f3a52-5f0e-4c34-9d6a-2f9d5a6f0001'
const ANY = '7b0f3a52-5f0e-4c34-9d6a-2f9d5a6f0002'
const email = 'anna@example.de'
const cart = [{ productId: '1', variantId: '2', title: 'Ring Aurora', quantity: 2, priceMinor: 5000 }]
// Ids, what only orders the versions of a row, and the steps of our own work.
const NO_FACTS =
  /^(id|.*_id|token|cart_token|digest|updated_at|told_at|tags_told_at|stage|exact|merged_into|addresses_told_at|addresses_whole|currency|claimed_at|retry_at|lines)$/
let data: Record<string, Record<string, unknown>[]>
let report: Report

const pointers: Record<string, unknown> = {
  ...{ customer_id: ANNA, buyer_id: ANNA, order_id: ORDER, order_line_id: LINE, request_id: REQUEST, email },
  ...{ currency: 'CHF', lines: cart, body: `{"id":${ANNA}}`, outcome: 'waiting' },
}
const ids: Record<string, unknown> = {
  ...{ customer: ANNA, shop_order: ORDER, order_line: LINE, service_request: REQUEST },
}

// What the table itself admits.
const admitted: Record<string, Record<string, unknown>> = { recipient: { status: 'sent', arm: 'treated' } }

/** A row in every table, with a value of its own in every column, that belongs to Anna. */
beforeAll(async () => {
  const shop = await givenShop(db)
  for (const table of Object.keys(sections).filter((name) => name !== 'checkout_line')) await fill(shop, table)
  const person = { id: BigInt(ANNA) as CustomerId, email, phone: null, orderIds: [] }
  await db.$transaction((tx) => privacy.honour(tx, shop, { ask: 'collect', person, shopifyId: '1' }, new Date()))
  const [request] = await privacy.list(shop)
  const text = await privacy.exportText(shop, request?.id ?? '')
  const shape = z.object({ data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) })
  data = shape.parse(parseShopifyJson(text ?? '')).data
  const found = await privacy.report(shop, request?.id ?? '')
  if (found === null) throw new Error('there is no report')
  report = found
})

async function fill(shop: Shop, table: string): Promise<void> {
  const columns = await db.$queryRaw<{ name: string; type: string }[]>`
    select column_name::text as name, data_type::text as type from information_schema.columns
     where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'`
  const row: Record<string, unknown> = {}
  for (const [place, { name, type }] of columns.entries())
    row[name] =
      (name === 'id' ? ids[table] : (admitted[table]?.[name] ?? pointers[name])) ??
      someOf(type, `${table} ${name}`, place)
  const names = columns.map(({ name }) => name).join()
  await db.$executeRawUnsafe(
    `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1::jsonb)`,
    JSON.stringify({ ...row, shop_id: shop.id }),
  )
}

function someOf(type: string, words: string, place: number): unknown {
  if (type === 'boolean') return true
  if (type === 'uuid') return ANY
  if (type === 'date') return `2026-03-${String(10 + place)}`
  if (type === 'ARRAY') return [words, `more ${words}`]
  if (type === 'text') return words
  return type.startsWith('timestamp') ? `2026-03-10T12:00:${String(10 + place)}+00:00` : 1000 + place
}

describe('the page that tells what is held about a person', () => {
  it('tells every row of the JSON, table by table, and leaves none as a number', () => {
    expect(report.further).toEqual([])
    const told = Object.fromEntries(report.sections.map(({ table, rows }) => [table, rows.length]))
    const held = Object.fromEntries(Object.entries(data).map(([table, rows]) => [table, rows.length]))
    expect(told).toEqual({ ...held, checkout_line: 1 })
    expect(Object.keys(held)).toHaveLength(Object.keys(sections).length - 1)
  })

  it('tells every fact of every row, of carts the items as well', () => {
    for (const [table, rows] of Object.entries(data)) {
      const values = report.sections.find((section) => section.table === table)?.rows[0]?.values ?? []
      const facts = Object.entries(rows[0] ?? {}).filter(([name]) => !NO_FACTS.test(name))
      for (const [name, value] of facts) expect(values, `${table}.${name}`).toContain(asTold(value))
    }
    const items = report.sections.find(({ table }) => table === 'checkout_line')
    expect(items?.rows[0]?.values).toEqual(expect.arrayContaining(['Ring Aurora', '2', '5000']))
  })

  it('tells orders and items by their names, and each amount in the currency of its order or cart', () => {
    const values = (table: string) => report.sections.find((one) => one.table === table)?.rows[0]?.values
    for (const table of ['order_line', 'fulfillment', 'fulfillment_event', 'order_return', 'refund', 'refund_line'])
      expect(values(table)?.[0], table).toBe('shop_order name')
    expect(values('refund_line')?.[1]).toBe('order_line title')
    const currency = (table: string) => report.sections.find((one) => one.table === table)?.rows[0]?.currency
    for (const table of ['shop_order', 'order_line', 'refund', 'refund_line', 'checkout', 'checkout_line'])
      expect(currency(table), table).toBe('CHF')
    expect(currency('profile')).toBe('EUR')
  })

  it.each(['de', 'en'])('has a word in %s for every table and column', (language) => {
    const texts: unknown = JSON.parse(readFileSync(`app/privacy/texts/${language}.json`, 'utf8'))
    const words = z.record(z.string(), z.string())
    const { table, column } = z.object({ report: z.object({ table: words, column: words }) }).parse(texts).report
    expect(Object.keys(table).sort()).toEqual(Object.keys(sections).sort())
    const labels = Object.values(sections).flatMap((columns) => columns.map(({ label }) => label))
    expect(Object.keys(column).sort()).toEqual([...new Set<string>(labels)].sort())
  })
})

function asTold(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
