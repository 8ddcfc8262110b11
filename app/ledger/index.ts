export * from './checkout-from-shopify.ts'
export * from './collection-from-shopify.ts'
export * from './customer-from-shopify.ts'
export * from './discount-from-shopify.ts'
export * from './fulfillment-from-shopify.ts'
export * from './fingerprint.ts'
export { isGuest } from './guest.ts'
export * from './inventory-level-from-shopify.ts'
export * from './native-segment-from-shopify.ts'
export * from './order-from-bulk.ts'
export { orderFromWebhook } from './order-from-shopify.ts'
export { addressesFrom, type PostalAddress } from './postal-address.ts'
export * from './product-from-shopify.ts'
export * from './purchase-total-from-shopify.ts'
export type * from './records.ts'
export { refundFromWebhook } from './refund-from-shopify.ts'
export * from './return-from-shopify.ts'
export {
  bareId,
  currencyCode,
  exactMoment,
  gidOf,
  gidText,
  moment,
  optionalMoment,
  optionalShortText,
  optionalText,
  ownId,
} from './shopify-fields.ts'
export { MalformedBody, parseShopifyJson, readShape } from './shopify-json.ts'
