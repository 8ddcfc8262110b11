import { z } from 'zod'
import { idFromGid, toGid, type InventoryItemId } from '../../../kernel/index.ts'
import { gidText, inventoryLevelFromWebhook, readShape } from '../../../ledger/index.ts'
import { recordInventoryLevel } from '../../../ledger/index.server.ts'
import { searchTime } from '../search-time.ts'
import { variantsAreMany } from '../many-variants.server.ts'
import { askPages, PAGE_INFO, pageInfo, restOf } from './ask-pages.server.ts'
import type { Check, Look } from './check.server.ts'
import { disconnectedLevels, levelsOfGoneItems } from './gone-stock.server.ts'
import { mendFound, readEach, type Found } from './mend-found.server.ts'
import { nameOfLevel, type FoundLevel, type Level } from './stock-level.server.ts'

const LEVEL = `location { id } updatedAt quantities(names: ["available"]) { quantity }`
const LIST = `query ReconcileStock($search: String, $after: String) {
  page: inventoryItems(first: 80, after: $after, query: $search) {
    nodes { id tracked inventoryLevels(first: 3) { nodes { ${LEVEL} } ${PAGE_INFO} } }
    ${PAGE_INFO}
  }
}`
const REST = `query ReconcileStockOf($id: ID!, $after: String) {
  owner: inventoryItem(id: $id) { page: inventoryLevels(first: 250, after: $after) { nodes { ${LEVEL} } ${PAGE_INFO} } }
}`

const itemShape = z.object({
  id: gidText,
  tracked: z.boolean(),
  inventoryLevels: z.object({ nodes: z.array(z.looseObject({})), pageInfo }),
})
const levelShape = z.object({
  location: z.object({ id: gidText }),
  updatedAt: z.string(),
  quantities: z.array(z.object({ quantity: z.int() })),
})

/**
 * How much of what lies where. Shopify does not promise that an item's own time moves with its stock, so an assortment
 * of a usual size is read whole every hour, and a larger one by that time, and whole at night.
 */
export const stock: Check = {
  name: 'stock',
  whole: true,
  imported: false,
  async look(look) {
    const { parts, admin, run, from, until } = look
    const small = !(await variantsAreMany(parts.db, run.shop))
    const search = from === null || small ? null : `updated_at:>=${searchTime(from)}`
    const askedAt = parts.now()
    const seen = new Set<bigint>()
    for await (const { nodes, toldAt } of askPages(admin, LIST, { search }, parts.now)) {
      const told: Level[] = []
      const whole: InventoryItemId[] = []
      for (const { id } of nodes) seen.add(idFromGid('InventoryItem', String(id)))
      for (const item of readEach(run, nodes, (node) => readShape('inventory item', itemShape, node))) {
        const { inventoryLevels: first, ...rest } = item
        const levels = [...first.nodes, ...(await restOf(admin, REST, item.id, first.pageInfo))]
        const each = levels.map((level) => ({ ...rest, level }))
        const read = readEach(run, each, (one) => levelOf(one, toldAt))
        told.push(...read)
        if (read.length === levels.length) whole.push(idFromGid('InventoryItem', item.id))
      }
      // A younger change may be on its way as a webhook.
      const settled = told.filter(({ updatedAt }) => updatedAt < until)
      const gone = await disconnectedLevels(look, whole, told, toldAt)
      await mendFound(look, await named(look, [...(await differing(look, settled)), ...gone]))
    }
    if (search === null) for await (const gone of levelsOfGoneItems(look, seen, askedAt)) await mendFound(look, gone)
    return small || from === null
  },
}

// Only of what is put right the name is asked for: the ledger knows variants, but not which item is whose.
async function named({ admin, first }: Look, found: FoundLevel[]): Promise<Found[]> {
  if (first || found.length === 0) return found
  const ids = [...new Set(found.map(({ item }) => item))]
  const { nodes } = readShape('items', namesShape, await admin.run(NAMES, { ids }))
  const names = new Map(nodes.map((node) => [node?.id, node?.variants?.nodes[0]?.displayName]))
  return found.map(({ item, ...one }) => ({
    ...one,
    name: names.get(item)?.replace(/ - Default Title$/, '') ?? null,
  }))
}

const NAMES = `query ReconcileStockNames($ids: [ID!]!) {
  nodes(ids: $ids) { ... on InventoryItem { id variants(first: 1) { nodes { displayName } } } }
}`
const namesShape = z.object({
  nodes: z.array(
    z
      .object({ id: gidText, variants: z.object({ nodes: z.array(z.object({ displayName: z.string() })) }).nullable() })
      .nullable(),
  ),
})

async function differing({ parts, run: { shop } }: Look, told: Level[]): Promise<FoundLevel[]> {
  const where = { shopId: shop.id, inventoryItemId: { in: told.map(({ inventoryItemId }) => inventoryItemId) } }
  const held = new Map((await parts.db.inventoryLevel.findMany({ where })).map((row) => [nameOfLevel(row), row]))
  return told.flatMap((level): FoundLevel[] => {
    const row = held.get(nameOfLevel(level))
    if (row && (row.updatedAt > level.updatedAt || row.available === level.available)) return []
    const difference = row === undefined ? 'missing' : 'outdated'
    const write: Found['write'] = (tx) => recordInventoryLevel(tx, shop, level)
    const item = toGid('InventoryItem', level.inventoryItemId)
    return [{ subject: 'stock', id: nameOfLevel(level), item, difference, write }]
  })
}

// What is not tracked has no number in a webhook either.
function levelOf({ id, tracked, level }: { id: string; tracked: boolean; level: unknown }, toldAt: Date): Level {
  const { location, updatedAt, quantities } = readShape('inventory level', levelShape, level)
  return inventoryLevelFromWebhook(
    {
      inventory_item_id: idFromGid('InventoryItem', id),
      location_id: idFromGid('Location', location.id),
      available: tracked ? (quantities[0]?.quantity ?? null) : null,
      updated_at: updatedAt,
    },
    toldAt,
  )
}
