import { openAutomations } from '../../../app/automations/index.server.ts'
import type { AutomationId, CustomerId } from '../../../app/kernel/index.ts'
import type { Room } from '../campaigns/room.ts'

/** The automations' room over a campaign room's shop. */
export function automationsOf(room: Room, now: () => Date = () => new Date()) {
  return openAutomations({
    db: room.db,
    adminFor: () => Promise.resolve(room.admin),
    storefrontUrl: () => room.running.origin,
    now,
  })
}

const words = (code: string) => ({ subject: 'Neu: {{ occasion }}', body: `{{ greeting }}\n\n${code}` })
export const withCode = { de: words('{{ code }}'), en: words('{{ code }}') }
export const withoutCode = { de: words('Schauen Sie vorbei.'), en: words('Have a look.') }

/** An automation that is on, of these steps. */
export async function givenAutomation(room: Room, definition: object): Promise<AutomationId> {
  const automations = automationsOf(room)
  const id = await automations.add(room.shop, { recipe: 'new-collection', trigger: '', name: 'Neue Kollektion' })
  if (id === null) throw new Error('there is no such recipe')
  const { version } = (await automations.find(room.shop, id)) ?? { version: 0 }
  const saved = await automations.save(room.shop, { id, version, name: 'Neue Kollektion', input: definition })
  if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved))
  await automations.switch(room.shop, { id, on: true })
  return id
}

/** Customers who like a product type, as their preferences say it. */
export async function givenLiking({ db, shop }: Room, customerIds: CustomerId[], type: string): Promise<void> {
  await db.preference.createMany({
    data: customerIds.map((customerId) => ({
      ...{ shopId: shop.id, customerId, evidence: {}, tokens: [`prefers:product_type:${type}`] },
    })),
  })
}
