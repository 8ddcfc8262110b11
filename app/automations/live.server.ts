import type { AutomationId, ShopId } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { Definition, TriggerKind } from './definition.ts'

/** An automation that people may begin now, with the version they begin on. */
export type Live = { id: AutomationId; name: string; version: number; liveSince: Date; definition: Definition }

/** The shop's automations that are switched on, in a fixed order. */
export async function liveAutomations(db: Queryable, shopId: ShopId): Promise<Live[]> {
  return db.$queryRaw<Live[]>`
    select a.id, a.name, a.version, a.live_since as "liveSince", v.definition
      from automation a
      join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
     where a.shop_id = ${shopId} and a.live_since is not null
     order by a.id`
}

/** Which triggers somebody listens to: nothing is noted for nobody. */
export async function listening(db: Queryable, shopId: ShopId): Promise<Set<TriggerKind>> {
  const rows = await db.$queryRaw<{ kind: TriggerKind }[]>`
    select distinct v.definition #>> '{trigger,kind}' as kind
      from automation a
      join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
     where a.shop_id = ${shopId} and a.live_since is not null`
  return new Set(rows.map(({ kind }) => kind))
}
