import { z } from 'zod'
import type {
  Cause,
  CauseKind,
  CustomerId,
  FactOf,
  SegmentId,
  ServiceRequestId,
  Shop,
  ShopId,
} from '../../kernel/index.ts'
import type { Database } from '../../platform/index.server.ts'
import { readChanges, type ChangesPage } from './changes.server.ts'
import { evaluateSegment, evaluateSegments } from './evaluate.server.ts'
import { readMembership } from './page.server.ts'
import { refreshMemberships } from './refresh-customers.server.ts'
import { evaluateGathered, evaluateSoon, scheduleDays } from './schedule.server.ts'

type Parts = { db: Database; now: () => Date }

/** Whose profiles were recomputed: those of a fact's customers, or in a shop that was never measured those of all. */
type Recomputed = 'theirs' | 'everyones'

/** Keeps in step who belongs to the segments of a shop, and notes who entered and left because of what. */
export function openMembership({ db, now }: Parts) {
  const refresh = (shopId: ShopId, customerIds: CustomerId[], cause: Cause) =>
    refreshMemberships(db, { shopId, customerIds, cause }, now())
  const refreshAfter = async (recomputed: Recomputed, shopId: ShopId, customerIds: CustomerId[], cause: Cause) => {
    await refresh(shopId, customerIds, cause)
    if (recomputed === 'everyones') await evaluateSoon(db, shopId, 'measures')
  }
  return {
    /** The members and changes that a segment's page shows; null where there is no such segment. */
    page: (shop: Shop, id: string) => {
      const segmentId = readSegmentId(id)
      return segmentId === null ? null : readMembership(db, shop, segmentId, now())
    },
    /** Changes that are older than the given one. */
    changes: (shop: Shop, id: string, before: string | null): Promise<ChangesPage> | ChangesPage => {
      const segmentId = readSegmentId(id)
      return segmentId === null ? { changes: [], older: null } : readChanges(db, shop, { segmentId, before })
    },
    /** For whoever a fact is about. */
    follow: ({ shopId, customerIds, cause }: FactOf<'customers-changed'>, recomputed: Recomputed) =>
      refreshAfter(recomputed, shopId, customerIds, cause ?? { kind: 'customer' }),
    followQuestion: ({ shopId, customerId }: FactOf<'question-asked'>, recomputed: Recomputed) =>
      refreshAfter(recomputed, shopId, customerId === null ? [] : [customerId], { kind: 'request' }),
    /** A merged customer has no profile any more, which takes him out of segments and log. */
    followMerge: ({ shopId, customerId, survivorId }: FactOf<'customers-merged'>, recomputed: Recomputed) =>
      refreshAfter(recomputed, shopId, [customerId, survivorId], { kind: 'merge' }),
    followConsent: ({ shopId, customerId }: FactOf<'consent-changed'>) =>
      refresh(shopId, [customerId], { kind: 'consent' }),
    followAnswer: async ({ shopId, requestId }: FactOf<'answer-written'>) =>
      refresh(shopId, await askerOf(db, shopId, requestId), { kind: 'answer' }),
    followCatalogue: (fact: FactOf<'product-changed'> | FactOf<'collection-changed'>) =>
      evaluateGathered(db, fact, { cause: 'catalogue', asked: /^products_purchased$/, now: now() }),
    followMails: (fact: FactOf<'campaign-mail-due'>) =>
      evaluateGathered(db, fact, { cause: 'mail', asked: /^campaign_/, now: now() }),
    /** After what changed every profile, or may have. */
    evaluateSoon: ({ shopId }: { shopId: ShopId }, cause: CauseKind) => evaluateSoon(db, shopId, cause),
    evaluate: ({ shopId, cause }: FactOf<'segments-due'>) => evaluateSegments(db, shopId, cause, now()),
    evaluateOne: (fact: FactOf<'segment-changed'>) => evaluateSegment(db, fact, now()),
    /** For the beginning of each hour. */
    scheduleDays: () => scheduleDays(db, now()),
  }
}

function readSegmentId(id: string): SegmentId | null {
  return z.uuid().safeParse(id).success ? (id as SegmentId) : null
}

async function askerOf(db: Database, shopId: ShopId, id: ServiceRequestId): Promise<CustomerId[]> {
  const request = await db.serviceRequest.findUnique({ where: { shopId_id: { shopId, id } } })
  return request?.customerId == null ? [] : [request.customerId as CustomerId]
}
