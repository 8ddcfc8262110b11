import { parseId, type DeliveryId } from '../../kernel/index.ts'

export const deliveryViews = ['all', 'failed', 'waiting', 'applied', 'outdated', 'ignored'] as const
/** failed also holds deliveries that wait although their last attempt is over; waiting does not. */
export type DeliveryState = (typeof deliveryViews)[number]

/** Which deliveries to list; newest first. */
export type DeliveryQuery = {
  state: DeliveryState
  /** As in Shopify's header, orders/create; null for every topic. */
  topic: string | null
  /** The page holds what came before this one. */
  before: DeliveryId | null
}

/** Reads the query from an address; what makes no sense falls back to everything, from the newest on. */
export function readDeliveryQuery(params: URLSearchParams): DeliveryQuery {
  const topic = (params.get('topic') ?? '').slice(0, 100)
  return {
    state: deliveryViews.find((view) => view === params.get('state')) ?? 'all',
    topic: topic === '' ? null : topic,
    before: parseId<DeliveryId>(params.get('before')),
  }
}
