import type { CustomerId, FactOf, Shop, ShopId } from '../kernel/index.ts'
import { MalformedBody, parseShopifyJson } from '../ledger/index.ts'
import {
  inTurn,
  isDataException,
  planOnce,
  Postponed,
  recordFact,
  toShop,
  type Transaction,
} from '../platform/index.server.ts'
import { kindOf } from './kinds/index.server.ts'
import type { Applied } from './kinds/kind.server.ts'
import type { IntakeParts } from './parts.server.ts'

type Received = FactOf<'delivery-received'>

/**
 * Turns one stored delivery into rows of the ledger, together with its outcome and what follows from it. A body that
 * cannot be read settles as failed with the field's name, and so does what the database cannot hold; anything else that goes
 * wrong is thrown, and tried again. @throws Postponed while long work of the shop holds what it needs
 */
export async function applyDelivery(parts: IntakeParts, fact: Received): Promise<void> {
  try {
    await inTurn(fact.shopId, (patience) =>
      parts.db.$transaction(
        async (tx) => {
          await patience(tx)
          await apply(tx, parts, fact)
        },
        { timeout: 60_000, maxWait: 20_000 },
      ),
    )
  } catch (error) {
    if (error instanceof Postponed) throw error
    const unreadable = error instanceof MalformedBody || error instanceof RangeError || isDataException(error)
    await noteFailure(parts, fact, error, unreadable)
    if (!unreadable) throw error
  }
}

async function apply(tx: Transaction, parts: IntakeParts, { shopId, deliveryId }: Received): Promise<void> {
  await planOnce(tx)
  const [delivery] = await tx.$queryRaw<{ topic: string; body: string; toldAt: Date }[]>`
    select topic, body, triggered_at as "toldAt" from delivery
     where shop_id = ${shopId} and id = ${deliveryId} and settled_at is null for update`
  if (delivery === undefined) return
  const { topic, toldAt } = delivery
  const { shop, installed } = await shopIn(tx, shopId)
  const kind = kindOf(topic)
  const { recordConsent, honourPrivacy } = parts
  const applied: Applied =
    kind === undefined
      ? { outcome: 'ignored', reason: `nothing here reads ${topic}`, customerIds: [] }
      : !installed && kind.afterUninstall !== true
        ? { outcome: 'ignored', reason: 'the app was uninstalled', customerIds: [] }
        : await kind.apply({
            tx,
            shop,
            topic,
            toldAt,
            recordConsent,
            honourPrivacy,
            body: parseShopifyJson(delivery.body),
          })
  await settle(tx, shopId, deliveryId, applied)
  await tellChanges(tx, shopId, applied.customerIds)
}

async function shopIn(tx: Transaction, id: ShopId): Promise<{ shop: Shop; installed: boolean }> {
  const row = await tx.shop.findUniqueOrThrow({ where: { id } })
  return { shop: toShop(row), installed: row.uninstalledAt === null }
}

async function settle(tx: Transaction, shopId: ShopId, id: bigint, { outcome, reason }: Applied): Promise<void> {
  await tx.$executeRaw`
    update delivery set outcome = ${outcome}, reason = ${reason ?? null}, attempts = attempts + 1,
                        settled_at = case when ${outcome} <> 'waiting' then now() end
     where shop_id = ${shopId} and id = ${id}`
}

const PEOPLE_A_FACT = 1000

/** Records whose picture changed, some at a time. */
export async function tellChanges(tx: Transaction, shopId: ShopId, customerIds: CustomerId[]): Promise<void> {
  for (let start = 0; start < customerIds.length; start += PEOPLE_A_FACT) {
    await recordFact(tx, {
      kind: 'customers-changed',
      shopId,
      customerIds: customerIds.slice(start, start + PEOPLE_A_FACT),
    })
  }
}

async function noteFailure(
  { db }: IntakeParts,
  { shopId, deliveryId }: Received,
  error: unknown,
  final: boolean,
): Promise<void> {
  const reason = error instanceof Error ? error.message.slice(0, 500) : String(error)
  await db.$executeRaw`
    update delivery set outcome = ${final ? 'failed' : 'waiting'}, reason = ${reason}, attempts = attempts + 1,
                        settled_at = case when ${final} then now() end
     where shop_id = ${shopId} and id = ${deliveryId} and settled_at is null`
}
