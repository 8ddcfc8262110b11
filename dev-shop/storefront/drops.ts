import { shopCurrency } from '../money.ts'
import type { DevShop } from '../shop.ts'
import { shopFacts } from '../shop.ts'
import { all, first } from '../state/query.ts'
import type { CollectionRow, CustomerRow, ProductRow, VariantRow } from '../state/rows.ts'
import { customerTotals } from '../customer-totals.ts'
import type { PricedCart } from './price-cart.ts'
import { z } from 'zod'

const optionsShape = z.array(z.object({ name: z.string(), values: z.array(z.string()) }))
const valuesShape = z.array(z.object({ name: z.string(), value: z.string() }))

/** The Liquid object `product`, with prices in minor units as in Liquid. Ids stay text: they exceed a double. */
export function productDrop(shop: DevShop, product: ProductRow) {
  const variants = all<VariantRow>(
    shop.state,
    'select * from variants where product_id = ? order by position',
    product.id,
  )
  const options = optionsShape.parse(JSON.parse(product.options))
  const tags = z.array(z.string()).parse(JSON.parse(product.tags))
  const image = product.image ?? `/pictures/${product.handle}.svg`
  const drops = variants.map(variantDrop)
  const prices = drops.map(({ price }) => price)
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    url: `/products/${product.handle}`,
    type: product.product_type,
    vendor: product.vendor,
    tags,
    description: product.body_html,
    content: product.body_html,
    available: drops.some(({ available }) => available),
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    has_only_default_variant: drops.length === 1 && drops[0]?.title === 'Default Title',
    options: options.map(({ name }) => name),
    options_with_values: options,
    variants: drops,
    selected_or_first_available_variant: drops.find(({ available }) => available) ?? drops[0],
    featured_image: { src: image, alt: product.title },
    images: [{ src: image, alt: product.title }],
  }
}

/** The Liquid object `customer`, or null when nobody is logged in. */
export function customerDrop(shop: DevShop, customerId: string | null) {
  const customer = customerId && first<CustomerRow>(shop.state, 'select * from customers where id = ?', customerId)
  if (!customer) return null
  const totals = customerTotals(shop.state, customer.id)
  return {
    id: customer.id,
    first_name: customer.first_name,
    last_name: customer.last_name,
    name: [customer.first_name, customer.last_name].filter(Boolean).join(' '),
    email: customer.email,
    accepts_marketing: customer.email_marketing_state === 'SUBSCRIBED',
    tags: z.array(z.string()).parse(JSON.parse(customer.tags)),
    orders_count: totals.orders,
    total_spent: totals.spent,
    has_account: true,
    default_address: customer.address === null ? null : addressDrop(customer.address),
  }
}

/** The Liquid object `collection` without its products. */
export function collectionDrop(collection: CollectionRow) {
  const { id, title, handle } = collection
  return { id, title, handle, url: `/collections/${handle}`, description: collection.body_html }
}

/** The Liquid object `cart`. */
export function cartDrop(cart: PricedCart) {
  return {
    item_count: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    original_total_price: cart.gross,
    total_price: cart.subtotal,
    total_discount: cart.discount,
    items: cart.lines.map((line) => ({
      key: line.variantId,
      variant_id: line.variantId,
      product_id: line.productId,
      title: line.title,
      product_title: line.title,
      variant_title: line.variantTitle,
      quantity: line.quantity,
      price: line.price,
      original_line_price: line.price * line.quantity,
      final_line_price: line.price * line.quantity - line.discount,
      image: line.image ?? `/pictures/${line.handle}.svg`,
      url: `/products/${line.handle}`,
    })),
    codes: cart.codes,
  }
}

/** The Liquid object `shop`. */
export function shopDrop(shop: DevShop) {
  return {
    id: shopFacts.id,
    name: shopFacts.name,
    email: shopFacts.email,
    domain: shop.domain,
    permanent_domain: shop.domain,
    url: shop.origin,
    currency: shopCurrency(shop.state),
    locale: shopFacts.primaryLocale,
    customer_accounts_enabled: true,
  }
}

function variantDrop(variant: VariantRow) {
  const values = valuesShape.parse(JSON.parse(variant.options)).map(({ value }) => value)
  return {
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    price: variant.price,
    available: variant.inventory_quantity > 0,
    inventory_quantity: variant.inventory_quantity,
    options: values,
    option1: values[0] ?? null,
  }
}

function addressDrop(address: string) {
  const { address1, city, zip, countryCode, country } = addressShape.parse(JSON.parse(address))
  return { address1, city, zip, country_code: countryCode, country }
}

const addressShape = z.object({
  address1: z.string().nullish(),
  city: z.string().nullish(),
  zip: z.string().nullish(),
  countryCode: z.string(),
  country: z.string().nullish(),
})
