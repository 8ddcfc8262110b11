/**
 * Topics of Shopify that an app may subscribe to, but for which nothing ever happens in this shop: it has no returns, no
 * carriers, no order editing, and no merging of customers.
 */
export const silentTopics = [
  'orders/edited',
  'returns/request',
  'returns/approve',
  'returns/decline',
  'returns/cancel',
  'returns/close',
  'returns/reopen',
  'returns/update',
  'returns/process',
  'fulfillment_events/create',
  'fulfillment_events/delete',
  'customers/merge',
  'discounts/redeemcode_removed',
]
