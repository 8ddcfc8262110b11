declare const kind: unique symbol

/** A 64-bit identifier that knows what it identifies. Never a double: Shopify's ids exceed 2^53. */
export type Id<Kind extends string> = bigint & { readonly [kind]: Kind }

export type CustomerId = Id<'Customer'>
export type OrderId = Id<'Order'>
export type OrderLineId = Id<'LineItem'>
export type ProductId = Id<'Product'>
export type VariantId = Id<'ProductVariant'>
export type CollectionId = Id<'Collection'>
export type RefundId = Id<'Refund'>
export type FulfillmentId = Id<'Fulfillment'>
export type FulfillmentEventId = Id<'FulfillmentEvent'>
export type ReturnId = Id<'Return'>
export type InventoryItemId = Id<'InventoryItem'>
export type LocationId = Id<'Location'>
export type DiscountId = Id<'DiscountNode'>
export type NativeSegmentId = Id<'Segment'>
export type DeliveryId = Id<'Delivery'>

export type ShopId = number & { readonly [kind]: 'Shop' }
export type CampaignId = string & { readonly [kind]: 'Campaign' }
export type SegmentId = string & { readonly [kind]: 'Segment' }
export type AutomationId = string & { readonly [kind]: 'Automation' }
export type ServiceRequestId = string & { readonly [kind]: 'ServiceRequest' }
export type ImportId = string & { readonly [kind]: 'Import' }

const DIGITS = /^-?\d{1,19}$/
const GID = /^gid:\/\/shopify\/(\w+)\/(\d{1,19})(?:\?.*)?$/

/**
 * Reads an id from decimal digits or a bigint.
 * @throws RangeError for anything else, a number included: it may have been rounded already
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names which id it reads
export function toId<T extends Id<string>>(value: unknown): T {
  if (typeof value === 'bigint') return value as T
  if (typeof value === 'string' && DIGITS.test(value)) return BigInt(value) as T
  throw new RangeError(`not an id: ${typeof value} ${String(value).slice(0, 40)}`)
}

/** Like toId, but null for what is no id: for ids that a person may have typed into an address. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
export function parseId<T extends Id<string>>(value: unknown): T | null {
  if (typeof value !== 'string' || !DIGITS.test(value)) return null
  const id = BigInt(value)
  return BigInt.asIntN(64, id) === id ? (id as T) : null
}

/**
 * Reads `gid://shopify/Order/123`.
 * @throws RangeError where the text is no gid of that type
 */
export function idFromGid<Kind extends string>(type: Kind, gid: string): Id<Kind> {
  const [, found, digits] = GID.exec(gid) ?? []
  if (found !== type || digits === undefined) throw new RangeError(`not a gid of ${type}: ${gid.slice(0, 60)}`)
  return BigInt(digits) as Id<Kind>
}

/** Writes `gid://shopify/Order/123`. */
export function toGid<Kind extends string>(type: Kind, id: Id<Kind>): string {
  return `gid://shopify/${type}/${String(id)}`
}
