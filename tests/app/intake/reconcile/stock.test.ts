import { expect, it, vi } from 'vitest'
import { run } from '../../../../dev-shop/state/query.ts'
import { inventoryItemId, levelsOf } from '../../../../dev-shop/webhooks/bodies/inventory-level.ts'
import type { VariantRow } from '../../../../dev-shop/state/rows.ts'
import { testDatabase } from '../../../support/database.ts'
import { importedShop } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
vi.setConfig({ testTimeout: 120_000 })
const variantId = room.rows<{ id: string }>('select id from variants order by id')[0]?.id ?? ''
const PLACES = 5

const counted = (item: bigint, place: bigint, available: number | null) =>
  `${String(item)}@${String(place)} ${String(available)}`

function inShop(): string[] {
  return room
    .rows<VariantRow>('select * from variants')
    .flatMap((variant) => levelsOf(room.running.shop, variant))
    .map(({ variant, location, available }) => counted(inventoryItemId(variant.id), location, available))
    .sort()
}

async function inLedger(): Promise<string[]> {
  const rows = await db.inventoryLevel.findMany({ where: { shopId: shop.id, available: { not: null } } })
  return rows.map(({ inventoryItemId: item, locationId, available }) => counted(item, locationId, available)).sort()
}

const place = (number: number) => String(9_007_199_254_750_000n + BigInt(number))

function stockAt(number: number, available: number): void {
  const now = new Date().toISOString()
  run(state, 'insert or replace into further_stock values (?, ?, ?, ?)', variantId, place(number), available, now)
}

const announce = (topic: string, number: number) =>
  room.post('/dev/webhooks/announce', { topic, resourceId: variantId, extra: { location: place(number) } })

it('finds stock at more locations than a first page tells', async () => {
  for (let number = 0; number < PLACES; number += 1) stockAt(number, 10 + number)
  await room.compare('recent')
  expect(room.asked).toContain('ReconcileStockOf')
  expect(await inLedger()).toEqual(inShop())
  expect(await room.repairs()).toEqual([])
})

it('hears of stock that is connected, changed and disconnected', async () => {
  stockAt(PLACES, 3)
  await announce('inventory_levels/connect', PLACES)
  await room.settle()
  expect(await inLedger()).toEqual(inShop())
  run(state, 'delete from further_stock where location_id = ?', place(PLACES))
  await announce('inventory_levels/disconnect', PLACES)
  await room.settle()
  expect(await inLedger()).toEqual(inShop())
  stockAt(PLACES, 4)
  await announce('inventory_levels/connect', PLACES)
  await room.settle()
  expect(await inLedger()).toEqual(inShop())
  await room.compare('recent')
  expect(await room.repairs()).toEqual([])
})

it('takes out what lies somewhere no more, and what is sold no more, where no webhook told it', async () => {
  run(state, 'delete from further_stock where location_id in (?, ?)', place(0), place(PLACES - 1))
  const item = `${String(inventoryItemId(variantId))}@`
  await room.compare('recent')
  expect(await inLedger()).toEqual(inShop())
  const gone = (await room.repairs()).filter(({ difference }) => difference === 'gone')
  expect(gone.map(({ subjectId }) => subjectId)).toEqual([item + place(0), item + place(PLACES - 1)].sort())

  run(state, 'delete from variants where id = ?', variantId)
  await room.compare('recent')
  expect((await inLedger()).filter((row) => row.startsWith(item))).toEqual([])
  expect(await inLedger()).toEqual(inShop())
  const repaired = await room.repairs()
  await room.compare('recent')
  expect(await room.repairs()).toEqual(repaired)
})
