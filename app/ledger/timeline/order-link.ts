/** The order in Shopify's admin. */
export function orderLink(orderId: bigint): string {
  return `shopify://admin/orders/${String(orderId)}`
}
