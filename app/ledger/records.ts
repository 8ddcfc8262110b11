import type { CollectionId, CustomerId, OrderId, OrderLineId, ProductId, RefundId, VariantId } from '../kernel/index.ts'
import type { PostalAddress } from './postal-address.ts'

/**
 * Which telling of a thing this is: the thing's own time, and the moment Shopify spoke, which decides within a second.
 * `complete` where this one telling holds all of the thing, so that its content can decide between two of one moment;
 * an export tells children apart from their parents, and may tell them again. `partial` where children may still come,
 * or never, because the import is stopped: then none that we have may go for it.
 */
export type Version = { updatedAt: Date; toldAt: Date; complete?: true; partial?: true }

export type CustomerRecord = Version & {
  id: CustomerId
  /** Normalised. */
  email: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  /** null where this telling does not say; webhooks never do. */
  locale: string | null
  city: string | null
  countryCode: string | null
  state: string | null
  /** All tags; null where this telling does not say. */
  tags: string[] | null
  /** His addresses; null where this telling does not say, as in an order. */
  addresses: PostalAddress[] | null
  /** Whether these are all, or the default one of more. */
  addressesWhole: boolean
  note: string | null
  createdAt: Date
}

export type OrderRecord = Version & {
  id: OrderId
  name: string
  buyerId: CustomerId | null
  /** Normalised. */
  email: string | null
  firstName: string | null
  lastName: string | null
  city: string | null
  countryCode: string | null
  createdAt: Date
  processedAt: Date
  cancelledAt: Date | null
  test: boolean
  /** ISO 4217 of the shop; all amounts are minor units of it. */
  currency: string
  /** After discounts, without shipping. */
  subtotalMinor: number
  discountMinor: number
  totalMinor: number
  financialStatus: string | null
  fulfillmentStatus: string | null
  channel: string | null
  locale: string | null
  discountCodes: string[]
  /** Of the checkout that became this order; null for an order of another origin. */
  checkoutToken: string | null
  /** The buyer as this telling of the order describes him; bulk exports name only his id. */
  buyer: CustomerRecord | null
  lines: OrderLineRecord[]
  refunds: RefundRecord[]
}

export type OrderLineRecord = {
  orderId: OrderId
  id: OrderLineId
  productId: ProductId | null
  variantId: VariantId | null
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  quantity: number
  /** One piece, before discounts. */
  priceMinor: number
  /** Of the whole line, share of the order's discounts included. */
  discountMinor: number
  /** Pieces taken back or removed since. */
  removed: number
}

/** A refund has no time of its own change; `updatedAt` is that of the order that told it, or of its making. */
export type RefundRecord = Version & {
  orderId: OrderId
  id: RefundId
  createdAt: Date
  totalMinor: number
  note: string | null
  /** null where this telling has no lines: bulk exports cannot. They are then concluded from the order's lines. */
  lines: RefundLineRecord[] | null
}

export type RefundLineRecord = { orderLineId: OrderLineId; quantity: number; subtotalMinor: number }

export type ProductRecord = Version & {
  id: ProductId
  title: string
  handle: string
  productType: string
  vendor: string
  status: string
  tags: string[]
  imageUrl: string | null
  createdAt: Date
  variants: VariantRecord[]
  /** Variants that are there, but of which this telling says no more than that. */
  untold?: VariantId[]
}

export type VariantRecord = {
  productId: ProductId
  id: VariantId
  title: string
  sku: string | null
  priceMinor: number
  options: { name: string; value: string }[]
}

export type CollectionRecord = Version & {
  id: CollectionId
  title: string
  handle: string
  /** null where this telling does not say which products are in it; webhooks never do. */
  productIds: ProductId[] | null
}
