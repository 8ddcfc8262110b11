import { disconnectedLevelFromWebhook, inventoryLevelFromWebhook } from '../../ledger/index.ts'
import { recordInventoryLevel } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const inventoryLevel: Kind = {
  topics: ['inventory_levels/connect', 'inventory_levels/update', 'inventory_levels/disconnect'],
  async apply({ tx, shop, topic, body, toldAt }) {
    const read = topic === 'inventory_levels/disconnect' ? disconnectedLevelFromWebhook : inventoryLevelFromWebhook
    return outcomeOfRows(await recordInventoryLevel(tx, shop, read(body, toldAt)))
  },
}
