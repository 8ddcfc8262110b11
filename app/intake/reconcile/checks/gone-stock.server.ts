import { z } from 'zod'
import { toGid, toId, type InventoryItemId, type LocationId } from '../../../kernel/index.ts'
import { goneLevel, readShape } from '../../../ledger/index.ts'
import { recordInventoryLevel } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import { nameOfLevel, type FoundLevel, type Level } from './stock-level.server.ts'

/** Levels that we hold of items which were told with all their levels, and these were not among them. */
export async function disconnectedLevels(
  look: Look,
  items: InventoryItemId[],
  told: Level[],
  at: Date,
): Promise<FoundLevel[]> {
  const { parts, run } = look
  const names = new Set(told.map(nameOfLevel))
  const where = { shopId: run.shop.id, inventoryItemId: { in: items }, available: { not: null }, toldAt: { lt: at } }
  const held = await parts.db.inventoryLevel.findMany({ where })
  return held.filter((row) => !names.has(nameOfLevel(row))).map((row) => gone(look, row, at))
}

/**
 * Levels that we hold of items which a list of all items did not tell. Shopify's list may lag behind, so each is asked
 * for by its id; some at a time. It is no repair: the deleted variant took its stock along.
 */
export async function* levelsOfGoneItems(look: Look, seen: Set<bigint>, askedAt: Date): AsyncGenerator<FoundLevel[]> {
  const { parts, admin, run } = look
  for (let last = -1n; ;) {
    const held = await parts.db.$queryRaw<{ id: InventoryItemId }[]>`
      select distinct inventory_item_id as id from inventory_level
       where shop_id = ${run.shop.id} and inventory_item_id > ${last} and available is not null and told_at < ${askedAt}
       order by 1 limit ${PORTION}`
    const unseen = held.map(({ id }) => id).filter((id) => !seen.has(id))
    for (let start = 0; start < unseen.length; start += AT_A_TIME) {
      const ids = unseen.slice(start, start + AT_A_TIME)
      const at = parts.now()
      const answer: unknown = await admin.run(KNOWN, { ids: ids.map((id) => toGid('InventoryItem', id)) })
      const { nodes } = readShape('items', knownShape, answer)
      const missing = ids.filter((_, place) => nodes[place] === null)
      const levels = await disconnectedLevels(look, missing, [], at)
      yield levels.map((level) => ({ ...level, difference: null }))
    }
    if (held.length < PORTION) return
    last = held.at(-1)?.id ?? last
  }
}

const PORTION = 10_000
const AT_A_TIME = 100
const KNOWN = `query ReconcileItems($ids: [ID!]!) { nodes(ids: $ids) { id } }`
const knownShape = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) })

type Held = { inventoryItemId: bigint; locationId: bigint }

function gone({ run: { shop } }: Look, held: Held, at: Date): FoundLevel {
  const item = toId<InventoryItemId>(held.inventoryItemId)
  const level = goneLevel(item, toId<LocationId>(held.locationId), at)
  return {
    ...{ subject: 'stock', id: nameOfLevel(level), item: toGid('InventoryItem', item), difference: 'gone' },
    write: (tx) => recordInventoryLevel(tx, shop, level),
  }
}
