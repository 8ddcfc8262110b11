import { broughtByAutomations } from '../campaigns/index.server.ts'
import type { Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import type { TriggerKind } from './definition.ts'
import { recipeIds, type RecipeId } from './recipes.ts'

/** One line of the list; money in minor units of the shop's currency. */
export type AutomationLine = {
  id: string
  name: string
  trigger: TriggerKind
  live: boolean
  underWay: number
  sent: number
  redeemed: number
  netMinor: number
}

type Row = Pick<AutomationLine, 'id' | 'name' | 'trigger' | 'live' | 'underWay'> & { recipe: RecipeId | null }

/** The shop's automations, those that are on first, and the ready ones that it has not set up. */
export async function listAutomations(
  db: Database,
  shop: Shop,
): Promise<{ automations: AutomationLine[]; recipes: RecipeId[] }> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.name, a.recipe, a.live_since is not null as live, v.definition #>> '{trigger,kind}' as trigger,
           (select count(*)::int from automation_run r
             where r.shop_id = a.shop_id and r.automation_id = a.id and r.status = 'active') as "underWay"
      from automation a
      join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
     where a.shop_id = ${shop.id}
     order by a.live_since is null, lower(a.name), a.id`
  const brought = new Map((await broughtByAutomations(db, shop)).map((one) => [one.automationId, one]))
  const used = new Set(rows.map(({ recipe }) => recipe))
  return {
    automations: rows.map(({ recipe: _, ...row }) => {
      const { sent = 0, redeemed = 0, netMinor = 0 } = brought.get(row.id) ?? {}
      return { ...row, sent, redeemed, netMinor }
    }),
    recipes: recipeIds.filter((id) => !used.has(id)),
  }
}
