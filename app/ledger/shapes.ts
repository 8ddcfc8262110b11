/** What records look like as a relation of SQL: its name, and of each column the record's key and the SQL type. */
export type Shape = { name: string; columns: readonly { name: string; key: string; type: string }[] }

/** Moments and ids of a record become columns named alike: `createdAt` is `created_at`. */
function shape(name: string, types: Readonly<Record<string, string>>): Shape {
  return { name, columns: Object.entries(types).map(([key, type]) => ({ name: columnOf(key), key, type })) }
}

function columnOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const version = { updatedAt: 'timestamptz', toldAt: 'timestamptz', digest: 'text collate "C"' }

export const customerShape = shape('customer', {
  id: 'bigint',
  email: 'text',
  firstName: 'text',
  lastName: 'text',
  phone: 'text',
  locale: 'text',
  city: 'text',
  countryCode: 'text',
  state: 'text',
  tags: 'text[]',
  addresses: 'jsonb',
  addressesWhole: 'boolean',
  note: 'text',
  createdAt: 'timestamptz',
  ...version,
})

export const orderShape = shape('order', {
  id: 'bigint',
  name: 'text',
  customerId: 'bigint',
  buyerId: 'bigint',
  email: 'text',
  firstName: 'text',
  lastName: 'text',
  city: 'text',
  countryCode: 'text',
  createdAt: 'timestamptz',
  processedAt: 'timestamptz',
  cancelledAt: 'timestamptz',
  test: 'boolean',
  currency: 'text',
  subtotalMinor: 'bigint',
  discountMinor: 'bigint',
  totalMinor: 'bigint',
  financialStatus: 'text',
  fulfillmentStatus: 'text',
  channel: 'text',
  locale: 'text',
  discountCodes: 'text[]',
  ...version,
})

export const becameShape = shape('became', { id: 'bigint', checkoutToken: 'text' })

export const orderLineShape = shape('order_line', {
  orderId: 'bigint',
  id: 'bigint',
  productId: 'bigint',
  variantId: 'bigint',
  title: 'text',
  variantTitle: 'text',
  sku: 'text',
  vendor: 'text',
  quantity: 'int',
  priceMinor: 'bigint',
  discountMinor: 'bigint',
})

export const takenBackShape = shape('taken_back', {
  orderId: 'bigint',
  id: 'bigint',
  quantity: 'int',
  removed: 'int',
  priceMinor: 'bigint',
  discountMinor: 'bigint',
})

export const refundShape = shape('refund', {
  orderId: 'bigint',
  id: 'bigint',
  createdAt: 'timestamptz',
  totalMinor: 'bigint',
  note: 'text',
  exact: 'boolean',
  ...version,
})

export const refundLineShape = shape('refund_line', {
  orderId: 'bigint',
  refundId: 'bigint',
  orderLineId: 'bigint',
  quantity: 'int',
  subtotalMinor: 'bigint',
})

export const productShape = shape('product', {
  id: 'bigint',
  title: 'text',
  handle: 'text',
  productType: 'text',
  vendor: 'text',
  status: 'text',
  tags: 'text[]',
  imageUrl: 'text',
  createdAt: 'timestamptz',
  ...version,
})

export const variantShape = shape('variant', {
  id: 'bigint',
  productId: 'bigint',
  title: 'text',
  sku: 'text',
  priceMinor: 'bigint',
  options: 'jsonb',
  inventoryItemId: 'bigint',
  oversells: 'boolean',
})

export const collectionShape = shape('collection', { id: 'bigint', title: 'text', handle: 'text', ...version })

export const memberShape = shape('member', { collectionId: 'bigint', productId: 'bigint' })
