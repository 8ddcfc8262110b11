// The columns of schema.sql as TypeScript sees them.

export type CustomerRow = {
  id: string
  first_name: string | null
  last_name: string | null
  email: string | null
  phone: string | null
  locale: string
  state: string
  note: string | null
  tags: string
  verified_email: number
  email_marketing_state: string
  email_opt_in_level: string | null
  email_consent_at: string | null
  sms_marketing_state: string
  address: string | null
  created_at: string
  updated_at: string
}

export type ProductRow = {
  id: string
  title: string
  handle: string
  product_type: string
  vendor: string
  status: string
  tags: string
  options: string
  body_html: string
  image: string | null
  published_at: string | null
  created_at: string
  updated_at: string
}

export type VariantRow = {
  id: string
  product_id: string
  title: string
  sku: string | null
  price: number
  options: string
  inventory_quantity: number
  position: number
  created_at: string
  updated_at: string
}

export type CollectionRow = {
  id: string
  title: string
  handle: string
  body_html: string
  sources: string
  created_at: string
  updated_at: string
}

export type OrderRow = {
  id: string
  number: number
  name: string
  customer_id: string | null
  email: string | null
  phone: string | null
  created_at: string
  processed_at: string
  updated_at: string
  cancelled_at: string | null
  cancel_reason: string | null
  test: number
  currency: string
  subtotal: number
  total_discounts: number
  total_shipping: number
  total_tax: number
  total: number
  financial_status: string
  fulfillment_status: string | null
  source_name: string
  locale: string
  checkout_token: string | null
  discount_codes: string
  shipping_address: string | null
  note: string | null
  tags: string
}

export type OrderLineRow = {
  id: string
  order_id: string
  product_id: string | null
  variant_id: string | null
  title: string
  variant_title: string | null
  sku: string | null
  vendor: string | null
  quantity: number
  price: number
  total_discount: number
  position: number
}

export type CheckoutRow = {
  id: string
  token: string
  cart_token: string
  customer_id: string | null
  locale: string
  contact: string
  lines: string
  codes: string
  accepts_marketing: number
  created_at: string
  updated_at: string
}

export type FulfillmentRow = {
  id: string
  order_id: string
  position: number
  tracking_number: string
  created_at: string
  updated_at: string
}

export type RefundRow = {
  id: string
  order_id: string
  created_at: string
  note: string | null
  total: number
}

export type RefundLineRow = {
  id: string
  refund_id: string
  order_line_id: string
  quantity: number
  subtotal: number
}

export type DiscountRow = {
  id: string
  title: string
  starts_at: string
  ends_at: string | null
  usage_limit: number | null
  applies_once_per_customer: number
  context: string
  value: string
  items: string
  minimum: string | null
  combines_with: string
  active: number
  created_at: string
  updated_at: string
}

export type DiscountCodeRow = {
  id: string
  discount_id: string
  code: string
  usage_count: number
  created_at: string
}

export type CodeCreationRow = {
  id: string
  discount_id: string
  created_at: string
  ready_at: string
  codes: string
}

export type BulkOperationRow = {
  id: string
  api_key: string
  type: string
  status: string
  error_code: string | null
  query: string
  group_objects: number
  created_at: string
  completed_at: string | null
  object_count: number
  root_object_count: number
  file_size: number | null
  file_path: string | null
  partial: number
}

export type TokenRow = {
  access_token: string
  api_key: string
  scopes: string
  expires_at: string | null
  refresh_token: string | null
  refresh_expires_at: string | null
  revoked_at: string | null
}

export type DeliveryRow = {
  id: number
  webhook_id: string
  event_id: string
  subscription_id: string
  api_key: string
  topic: string
  uri: string
  triggered_at: string
  body: string
  attempts: number
  due_at: string
  status: 'waiting' | 'delivered' | 'failed' | 'dropped'
  response_status: number | null
  problem: string | null
}

export type FulfillmentEventRow = {
  id: string
  fulfillment_id: string
  status: string
  happened_at: string
  created_at: string
}

export type ReturnRow = {
  id: string
  order_id: string
  status: string
  decline_reason: string | null
  created_at: string
}

export type SegmentRow = { id: string; name: string; query: string; created_at: string; updated_at: string }

export type FurtherStockRow = { variant_id: string; location_id: string; available: number; updated_at: string }
