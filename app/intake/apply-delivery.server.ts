import type { Cause, CustomerId, FactOf, Shop, ShopId } from '../kernel/index.ts'
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
import { causeOf } from './cause.ts'
import { kindOf } from './kinds/index.server.ts'
import type { Applied } from './kinds/kind.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { subjectsOf, type Subjects } from './subjects.ts'
import { subjectsSql } from './subjects.server.ts'

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

async function apply(tx: Transaction, parts: IntakeParts, fact: Received): Promise<void> {
  await planOnce(tx)
  const { shopId, deliveryId } = fact
  const [found] = await tx.$queryRaw<{ topic: string }[]>`
    select topic from delivery where shop_id = ${shopId} and id = ${deliveryId}`
  if (found === undefined) return
  const { topic } = found
  const kind = kindOf(topic)
  // Before the delivery's own lock: who forgets a shop or a person holds the shop, and then waits for deliveries.
  const holder = await shopIn(tx, shopId, kind?.holdsShop === true)
  const delivery = await takeDelivery(tx, fact)
  if (delivery === null) return
  if (holder === null) return dropOrphan(tx, fact)
  const { shop, installed } = holder
  const { recordConsent, honourPrivacy } = parts
  const body = parseShopifyJson(delivery.body)
  const applied: Applied =
    kind === undefined
      ? { outcome: 'ignored', reason: `nothing here reads ${topic}`, customerIds: [] }
      : !installed && kind.afterUninstall !== true
        ? { outcome: 'ignored', reason: 'the app was uninstalled', customerIds: [] }
        : await kind.apply({
            tx,
            shop,
            topic,
            toldAt: delivery.toldAt,
            recordConsent,
            honourPrivacy,
            body,
          })
  await settle(tx, fact, applied, subjectsOf(body))
  await tellChanges(tx, shopId, applied.customerIds, causeOf(topic, body))
}

async function shopIn(tx: Transaction, id: ShopId, hold: boolean): Promise<{ shop: Shop; installed: boolean } | null> {
  if (hold) await tx.$queryRaw`select id from shop where id = ${id} for update`
  const row = await tx.shop.findUnique({ where: { id } })
  return row === null ? null : { shop: toShop(row), installed: row.uninstalledAt === null }
}

async function takeDelivery(
  tx: Transaction,
  { shopId, deliveryId }: Received,
): Promise<{ body: string; toldAt: Date } | null> {
  const [delivery] = await tx.$queryRaw<{ body: string; toldAt: Date }[]>`
    select body, triggered_at as "toldAt" from delivery
     where shop_id = ${shopId} and id = ${deliveryId} and settled_at is null for update`
  return delivery ?? null
}

/** It came in the moment its shop was forgotten, which could not see it. */
async function dropOrphan(tx: Transaction, { shopId, deliveryId }: Received): Promise<void> {
  await tx.$executeRaw`delete from delivery where shop_id = ${shopId} and id = ${deliveryId}`
}

/** What was emptied while it was applied, as a request to forget is, names nobody any more. */
async function settle(
  tx: Transaction,
  { shopId, deliveryId }: Received,
  { outcome, reason }: Applied,
  subjects: Subjects,
): Promise<void> {
  await tx.$executeRaw`
    with settled as (
      update delivery set outcome = ${outcome}, reason = ${reason ?? null}, attempts = attempts + 1,
                          settled_at = case when ${outcome} <> 'waiting' then now() end
       where shop_id = ${shopId} and id = ${deliveryId}
      returning body <> '{}' as is_full
    )
    insert into delivery_subject (shop_id, subject, delivery_id)
    select ${shopId}::int, subject, ${deliveryId}::bigint from settled cross join (${subjectsSql(subjects)}) as told
     where is_full
    on conflict do nothing`
}

const PEOPLE_A_FACT = 1000

/** Records whose picture changed and why, some at a time. */
export async function tellChanges(
  tx: Transaction,
  shopId: ShopId,
  customerIds: CustomerId[],
  cause: Cause = { kind: 'repair' },
): Promise<void> {
  for (let start = 0; start < customerIds.length; start += PEOPLE_A_FACT) {
    await recordFact(tx, {
      kind: 'customers-changed',
      shopId,
      customerIds: customerIds.slice(start, start + PEOPLE_A_FACT),
      cause,
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
