import { inventoryLevelFromWebhook } from '../../ledger/index.ts'
import { recordInventoryLevel } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const inventoryLevel: Kind = {
  topics: ['inventory_levels/update'],
  async apply({ tx, shop, body, toldAt }) {
    return outcomeOfRows(await recordInventoryLevel(tx, shop, inventoryLevelFromWebhook(body, toldAt)))
  },
}
