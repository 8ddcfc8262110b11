import type { Cause, CauseKind } from './cause.ts'
import type {
  CampaignId,
  CollectionId,
  CustomerId,
  DeliveryId,
  DiscountId,
  ImportId,
  ProductId,
  SegmentId,
  ServiceRequestId,
  ShopId,
} from './ids.ts'

/**
 * Something that happened. A room records it in the transaction that made it true;
 * pipeline.server.ts says who reacts.
 */
export type Fact =
  | { kind: 'hour-began' }
  | { kind: 'shop-installed'; shopId: ShopId }
  | { kind: 'shop-uninstalled'; shopId: ShopId }
  | { kind: 'profiles-aged'; shopId: ShopId }
  | { kind: 'predictions-due'; shopId: ShopId }
  | { kind: 'rfm-borders-changed'; shopId: ShopId }
  | { kind: 'delivery-received'; shopId: ShopId; deliveryId: DeliveryId }
  | { kind: 'import-continues'; shopId: ShopId; importId: ImportId }
  | { kind: 'recent-history-imported'; shopId: ShopId; importId: ImportId }
  | { kind: 'history-imported'; shopId: ShopId; importId: ImportId }
  | { kind: 'reconciliation-due'; shopId: ShopId; scope: 'recent' | 'daily' }
  | { kind: 'collection-changed'; shopId: ShopId; collectionId: CollectionId }
  | { kind: 'product-changed'; shopId: ShopId; productId: ProductId }
  | { kind: 'collection-appeared'; shopId: ShopId; collectionId: CollectionId }
  | { kind: 'product-appeared'; shopId: ShopId; productId: ProductId }
  | { kind: 'discount-appeared'; shopId: ShopId; discountId: DiscountId }
  | { kind: 'customers-changed'; shopId: ShopId; customerIds: CustomerId[]; cause?: Cause }
  | { kind: 'customers-merged'; shopId: ShopId; customerId: CustomerId; survivorId: CustomerId }
  | { kind: 'question-asked'; shopId: ShopId; requestId: ServiceRequestId; customerId: CustomerId | null }
  | { kind: 'answer-written'; shopId: ShopId; requestId: ServiceRequestId; messageId: string }
  | { kind: 'consent-changed'; shopId: ShopId; customerId: CustomerId }
  | { kind: 'segment-push-due'; shopId: ShopId; segmentId: SegmentId }
  | { kind: 'segments-due'; shopId: ShopId; cause: CauseKind }
  | { kind: 'segment-changed'; shopId: ShopId; segmentId: SegmentId }
  | { kind: 'campaign-planned'; shopId: ShopId; campaignId: CampaignId }
  | { kind: 'campaign-released'; shopId: ShopId; campaignId: CampaignId }
  | { kind: 'campaign-mail-due'; shopId: ShopId; campaignId: CampaignId }
  | { kind: 'automation-signalled'; shopId: ShopId }
  | { kind: 'automation-due'; shopId: ShopId }

export type FactKind = Fact['kind']
export type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>

/** What a fact looks like in the job queue: ids as decimal strings, because JSON has only doubles. */
export function toPayload(fact: Fact): Record<string, unknown> {
  const text = JSON.stringify(fact, (_, value: unknown) => (typeof value === 'bigint' ? `#${String(value)}` : value))
  return JSON.parse(text) as Record<string, unknown>
}

/** Reads back what toPayload wrote. */
export function fromPayload<Kind extends FactKind>(kind: Kind, payload: unknown): FactOf<Kind> {
  const revived: unknown = JSON.parse(JSON.stringify(payload), (_, value: unknown) =>
    typeof value === 'string' && /^#-?\d+$/.test(value) ? BigInt(value.slice(1)) : value,
  )
  return { ...(revived as FactOf<Kind>), kind }
}
