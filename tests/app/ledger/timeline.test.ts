import { beforeAll, expect, test } from 'vitest'
import type { CustomerId, Shop, TimelineEntry } from '../../../app/kernel/index.ts'
import { timelineOf } from '../../../app/ledger/index.server.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from '../profiles/ledger-rows.ts'

let db: Database
let shop: Shop
let anna: CustomerId

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  const rows = openLedgerRows(db, shop)
  anna = await rows.customer('Anna')
  const other = await rows.customer('Ben')
  const lines = [
    { type: 'Halsketten', minor: 5900, quantity: 2 },
    { type: 'Ringe', minor: 3000 },
  ]
  const first = await rows.order({ customer: anna, at: '2026-05-01T10:00:00Z', lines })
  await rows.order({
    customer: anna,
    at: '2026-07-01T10:00:00Z',
    lines: [{ type: 'Ringe', minor: 100 }],
    cancelled: true,
  })
  await rows.order({
    customer: anna,
    at: '2026-08-01T10:00:00Z',
    lines: [{ type: 'Ringe', minor: 100 }],
    deleted: true,
  })
  await rows.order({ customer: other, at: '2026-08-01T10:00:00Z', lines })
  await rows.refund(first.id, 5900, [{ lineId: first.lineIds[0] ?? 0n, quantity: 1, minor: 5900 }])
})

test('the ledger tells a customer’s orders and refunds with their pieces, newest first', async () => {
  const told = await timelineOf(db, shop, anna, null, 10)
  expect(told.map(({ kind, money, lines }) => ({ kind, minor: money?.minor, lines }))).toEqual([
    { kind: 'cancelled', minor: 100, lines: ['1 × Ringe'] },
    { kind: 'refund', minor: -5900, lines: ['1 × Halsketten'] },
    { kind: 'order', minor: 14_800, lines: ['2 × Halsketten', '1 × Ringe'] },
  ])
})

test('the ledger goes on before the place where a page ended', async () => {
  const seen: TimelineEntry[] = []
  for (;;) {
    const last = seen.at(-1)
    const page = await timelineOf(db, shop, anna, last === undefined ? null : { at: last.at, id: last.id }, 1)
    if (page.length === 0) break
    seen.push(...page)
  }
  expect(seen).toEqual(await timelineOf(db, shop, anna, null, 10))
})
