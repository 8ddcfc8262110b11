import type { DevShop } from '../shop.ts'
import { all, first } from '../state/query.ts'
import { judgeCodes } from './discount-law.ts'
import type { RefusalReason } from './discount-law.ts'
import { buyerOf, discountByCode } from './discounts.ts'
import type { StoredDiscount } from './discounts.ts'

export type WantedLine = { variantId: string; quantity: number }

/** A line of the cart with its prices in minor units. */
export type PricedLine = WantedLine & {
  productId: string
  title: string
  variantTitle: string | null
  handle: string
  image: string | null
  vendor: string
  sku: string | null
  price: number
  discount: number
  inventory: number
}
export type PricedCode =
  | { code: string; outcome: 'applies'; total: number; discount: StoredDiscount }
  | { code: string; outcome: 'refused'; reason: RefusalReason }
export type PricedCart = {
  lines: PricedLine[]
  codes: PricedCode[]
  /** Before discounts. */
  gross: number
  discount: number
  /** After discounts, without shipping. */
  subtotal: number
}

type Stocked = {
  id: string
  product_id: string
  title: string
  variant_title: string
  handle: string
  image: string | null
  vendor: string
  sku: string | null
  price: number
  inventory_quantity: number
}

/** Prices lines and judges codes for this buyer, now. Variants that are gone are left out. */
export function priceCart(
  shop: DevShop,
  cart: { lines: WantedLine[]; codes: string[] },
  buyer: { customerId: string | null; email: string | null },
): PricedCart {
  const lines = cart.lines.flatMap((line) => pricedLine(shop, line))
  const lawLines = lines.map((line) => ({ ...line, collectionIds: collectionIdsOf(shop, line.productId) }))
  const discounts = cart.codes.map((code) => discountByCode(shop.state, code))
  const verdicts = judgeCodes(
    discounts,
    lawLines,
    (discount) => buyerOf(shop.state, discount, buyer.customerId, buyer.email),
    shop.now(),
  )
  const codes = cart.codes.map((typed, index): PricedCode => {
    const [verdict, discount] = [verdicts[index], discounts[index]]
    if (verdict?.outcome !== 'applies' || !discount) {
      return { code: typed, outcome: 'refused', reason: verdict?.outcome === 'refused' ? verdict.reason : 'unknown' }
    }
    for (const { lineIndex, amount } of verdict.lines) {
      const line = lines[lineIndex]
      if (line) line.discount += amount
    }
    return { code: discount.code, outcome: 'applies', total: verdict.total, discount }
  })
  const gross = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
  const discount = lines.reduce((sum, line) => sum + line.discount, 0)
  return { lines, codes, gross, discount, subtotal: gross - discount }
}

function pricedLine(shop: DevShop, { variantId, quantity }: WantedLine): PricedLine[] {
  const stocked = first<Stocked>(
    shop.state,
    `select v.id, v.product_id, p.title, v.title as variant_title, p.handle, p.image, p.vendor, v.sku, v.price,
            v.inventory_quantity
     from variants v join products p on p.id = v.product_id where v.id = ? and p.status = 'ACTIVE'`,
    variantId,
  )
  if (!stocked) return []
  return [
    {
      variantId,
      quantity,
      productId: stocked.product_id,
      title: stocked.title,
      variantTitle: stocked.variant_title === 'Default Title' ? null : stocked.variant_title,
      handle: stocked.handle,
      image: stocked.image,
      vendor: stocked.vendor,
      sku: stocked.sku,
      price: stocked.price,
      discount: 0,
      inventory: stocked.inventory_quantity,
    },
  ]
}

function collectionIdsOf(shop: DevShop, productId: string): string[] {
  const rows = all<{ id: string }>(
    shop.state,
    'select collection_id as id from collection_products where product_id = ?',
    productId,
  )
  return rows.map(({ id }) => id)
}
