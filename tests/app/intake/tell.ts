import type { FactOf, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { webhook, workOff, type intakeOn } from './support.ts'

/** The second of a story, and as Shopify writes it. */
export const t = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second))
export const at = (second: number) => t(second).toISOString()

/** Sends a webhook to a shop, works it off, and says what became of it and whose picture changed. */
export async function tellShop(
  { db, intake, shop }: { db: Database; intake: ReturnType<typeof intakeOn>; shop: Shop },
  topic: string,
  body: string,
  second = 0,
) {
  await intake.receive(webhook({ domain: shop.domain, topic, body, triggeredAt: t(second) }))
  const changed: bigint[] = []
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: 'desc' } })
  await workOff(db, {
    'delivery-received': intake.applyDelivery,
    'customers-changed': (fact: FactOf<'customers-changed'>) => Promise.resolve(void changed.push(...fact.customerIds)),
  })
  const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
  return { outcome, reason, changed }
}
