import { z } from 'zod'
import type { AutomationId, Shop } from '../kernel/index.ts'
import type { Database, Queryable, Transaction } from '../platform/index.server.ts'
import { checkDefinition, type DefinitionProblem } from './check.ts'
import { triggerKinds, type Definition } from './definition.ts'
import { blankFor, recipeIds, recipeOf, type RecipeId } from './recipes.ts'

export type Automation = {
  id: AutomationId
  name: string
  recipe: RecipeId | null
  version: number
  liveSince: Date | null
  definition: Definition
}

export const LONGEST_NAME = 120

/** One automation with the version that people begin on; null where this shop has none of that id. */
export async function findAutomation(db: Queryable, shop: Pick<Shop, 'id'>, id: string): Promise<Automation | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [found] = await db.$queryRaw<Automation[]>`
    select a.id, a.name, a.recipe, a.version, a.live_since as "liveSince", v.definition
      from automation a
      join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
     where a.shop_id = ${shop.id} and a.id = ${id}::uuid`
  return found ?? null
}

/** Makes an automation from a recipe, switched off; made twice at once it is one. */
async function addFromRecipe(
  db: Database,
  shop: Shop,
  { recipe, name }: { recipe: string; name: string },
  now: Date,
): Promise<AutomationId | null> {
  const known = recipeIds.find((id) => id === recipe)
  if (known === undefined) return null
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`automations ${String(shop.id)}`}, 0))`
    const there = await tx.automation.findFirst({ where: { shopId: shop.id, recipe: known } })
    if (there !== null) return there.id as AutomationId
    const id = crypto.randomUUID() as AutomationId
    const row = { name: name.trim().slice(0, LONGEST_NAME) || known, recipe: known, version: 1 }
    await tx.automation.create({ data: { shopId: shop.id, id, ...row, createdAt: now, updatedAt: now } })
    await writeVersion(tx, shop, { id, version: 1, definition: recipeOf(known) }, now)
    return id
  })
}

/** Makes one from a recipe, or with a trigger and a first mail that is still to be written. */
export async function addAutomation(
  db: Database,
  shop: Shop,
  { recipe, trigger, name }: { recipe: string; trigger: string; name: string },
  now: Date,
): Promise<AutomationId | null> {
  const kind = triggerKinds.find((one) => one === trigger)
  if (kind === undefined) return addFromRecipe(db, shop, { recipe, name }, now)
  const id = crypto.randomUUID() as AutomationId
  await db.$transaction(async (tx) => {
    const row = { name: name.trim().slice(0, LONGEST_NAME) || kind, version: 1, createdAt: now, updatedAt: now }
    await tx.automation.create({ data: { shopId: shop.id, id, ...row } })
    await writeVersion(tx, shop, { id, version: 1, definition: blankFor(kind) }, now)
  })
  return id
}

export type SaveOutcome =
  | { outcome: 'saved'; version: number }
  | { outcome: 'invalid'; problems: DefinitionProblem[] }
  | { outcome: 'gone' | 'changed-meanwhile' }

type Given = { id: string; version: number; name: string; input: unknown }

/** Saves a changed definition as a new version; who is under way finishes on the former one. */
export async function saveAutomation(db: Database, shop: Shop, given: Given, now: Date): Promise<SaveOutcome> {
  const checked = checkDefinition(given.input)
  const name = given.name.trim()
  const nameless: DefinitionProblem[] =
    name === '' || name.length > LONGEST_NAME ? [{ step: null, field: 'name', code: 'required', name: '' }] : []
  if (checked.outcome === 'invalid') return { outcome: 'invalid', problems: [...nameless, ...checked.problems] }
  if (nameless.length > 0) return { outcome: 'invalid', problems: nameless }
  const found = await findAutomation(db, shop, given.id)
  if (found === null) return { outcome: 'gone' }
  return db.$transaction(async (tx) => {
    const version = given.version + 1
    const { count } = await tx.automation.updateMany({
      where: { shopId: shop.id, id: found.id, version: given.version },
      data: { name, version, updatedAt: now },
    })
    if (count === 0) return { outcome: 'changed-meanwhile' }
    await writeVersion(tx, shop, { id: found.id, version, definition: checked.definition }, now)
    return { outcome: 'saved', version }
  })
}

async function writeVersion(
  tx: Transaction,
  shop: Shop,
  { id, version, definition }: { id: AutomationId; version: number; definition: Definition },
  now: Date,
): Promise<void> {
  await tx.automationVersion.create({
    data: { shopId: shop.id, automationId: id, version, definition, createdAt: now },
  })
}

/** Switches on or off. Off means that nothing more is sent: who is under way ends here. */
export async function switchAutomation(
  db: Database,
  shop: Shop,
  { id, on }: { id: string; on: boolean },
  now: Date,
): Promise<{ outcome: 'switched' | 'gone' | 'incomplete' }> {
  if (!z.uuid().safeParse(id).success) return { outcome: 'gone' }
  const found = await findAutomation(db, shop, id)
  if (found === null) return { outcome: 'gone' }
  if (on && checkDefinition(found.definition).outcome === 'invalid') return { outcome: 'incomplete' }
  await db.automation.updateMany({
    where: { shopId: shop.id, id, liveSince: on ? null : { not: null } },
    data: { liveSince: on ? now : null },
  })
  if (!on)
    await db.automationRun.updateMany({
      where: { shopId: shop.id, automationId: id, status: 'active', wakeAt: { not: null } },
      data: { status: 'ended', reason: 'switched-off', wakeAt: null, endedAt: now },
    })
  return { outcome: 'switched' }
}
