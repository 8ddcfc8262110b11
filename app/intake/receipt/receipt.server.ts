import type { DeliveryId, Shop } from '../../kernel/index.ts'
import type { IntakeParts } from '../parts.server.ts'
import { lastComparisons, type ComparisonView } from './comparisons.server.ts'
import { countsOf } from './counts.server.ts'
import { listDeliveries, topicsOf } from './deliveries.server.ts'
import { bodyOf, deliveryOf } from './delivery.server.ts'
import type { DeliveryQuery } from './delivery-query.ts'
import { dismiss } from './dismiss.server.ts'
import type { LaggingKind, Standing } from './judgement.ts'
import { lastRefusals, type RefusalView } from '../refusals.server.ts'
import { lastRepairs, repairedLastNight, type RepairView } from './repairs.server.ts'
import { retry, type Retried } from './retry.server.ts'
import { kindsOf, standingOf } from './standing.server.ts'

/** What the merchant gets to see of how completely the shop is here; moments are ISO 8601. */
export type Receipt = {
  /** When all this was true. */
  asOf: string
  standing: Standing
  /** null where no comparison of days was made last night. */
  repairedLastNight: number | null
  repairs: RepairView[]
  comparisons: ComparisonView[]
  /** Every kind that is compared, and up to when it is complete. */
  kinds: LaggingKind[]
  refusals: RefusalView[]
}

/** The receipt of everything that came from the shop, and what a person can do about it. */
export function openReceipt(parts: IntakeParts) {
  const { db, now } = parts
  return {
    of: (shop: Shop) => receiptOf(parts, shop),
    standing: async (shop: Shop) => ({ standing: await standingOf(parts, shop), asOf: now().toISOString() }),
    counts: (shop: Shop) => countsOf(parts, shop),
    deliveries: (shop: Shop, query: DeliveryQuery) => listDeliveries(db, shop, query),
    topics: (shop: Shop) => topicsOf(db, shop),
    delivery: (shop: Shop, id: DeliveryId) => deliveryOf(parts, shop, id),
    body: (shop: Shop, id: DeliveryId, wanted: Parameters<typeof bodyOf>[3]) => bodyOf(parts, shop, id, wanted),
    retry: (shop: Shop, which: Retried) => retry(db, shop, which),
    dismiss: (shop: Shop, which: Parameters<typeof dismiss>[2]) => dismiss(parts, shop, which),
  }
}

async function receiptOf(parts: IntakeParts, shop: Shop): Promise<Receipt> {
  const { db, now } = parts
  const at = now()
  const [standing, lastNight, repairs, comparisons, refusals, kinds] = await Promise.all([
    standingOf(parts, shop),
    repairedLastNight(db, shop, at),
    lastRepairs(db, shop),
    lastComparisons(db, shop),
    lastRefusals(db, shop),
    kindsOf(db, shop),
  ])
  return { asOf: at.toISOString(), standing, repairedLastNight: lastNight, repairs, comparisons, refusals, kinds }
}
