/**
 * What Shopify says against a segment's query; null where this shop finds nothing. It knows which names Shopify has and
 * where a clause begins, and does not read operators and values.
 */
export function problemOfSegmentQuery(query: string): string | null {
  const plain = query.replaceAll(/'(?:\\.|[^'\\])*'/g, (text) => ' '.repeat(text.length))
  for (const { 1: name = '', index } of plain.matchAll(/(?:^|\b(?:AND|OR)\b)[\s(]*([^\s()]+)/gi)) {
    if (!isKnown(name.toLowerCase())) return `Query Line 1 Column ${String(index)}: '${name}' is unexpected.`
  }
  return null
}

function isKnown(name: string): boolean {
  return names.has(name) || /^(?:metafields\.[\w$-]+|customer)\.[\w$-]+$/.test(name) || /^-?[\d+]/.test(name)
}

const names = new Set([
  ...['abandoned_checkout_date', 'amount_spent', 'anniversary', 'companies', 'created_by_app_id'],
  ...['customer_account_status', 'customer_added_date', 'customer_cities', 'customer_countries'],
  ...['customer_email_domain', 'customer_language', 'customer_regions', 'customer_tags', 'customer_within_distance'],
  ...['email_subscription_status', 'first_order_date', 'last_order_date', 'number_of_orders', 'orders_placed'],
  ...['predicted_spend_tier', 'product_subscription_status', 'products_purchased', 'rfm_group'],
  ...['sms_subscription_status', 'store_credit_accounts', 'storefront.product_viewed', 'storefront.collection_viewed'],
  ...['opened', 'clicked', 'bounced', 'delivered', 'marked_as_spam', 'unsubscribed'].map((it) => `shopify_email.${it}`),
  // The end of a BETWEEN.
  ...['today', 'yesterday'],
])
