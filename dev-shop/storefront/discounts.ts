import { z } from 'zod'
import type { ShopState } from '../state/open.ts'
import { first } from '../state/query.ts'
import type { DiscountRow } from '../state/rows.ts'
import type { LawBuyer, LawDiscount } from './discount-law.ts'

export type StoredDiscount = LawDiscount & { discountId: string; codeId: string }

type Row = DiscountRow & { code_id: string; code: string; usage_count: number }

/** The discount behind a code, whatever its case; undefined when there is none. */
export function discountByCode(state: ShopState, code: string): StoredDiscount | undefined {
  const row = first<Row>(
    state,
    `select d.*, c.id as code_id, c.code, c.usage_count from discount_codes c join discounts d on d.id = c.discount_id
     where upper(c.code) = upper(?)`,
    code,
  )
  if (!row) return undefined
  return {
    discountId: row.id,
    codeId: row.code_id,
    code: row.code,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    active: row.active === 1,
    usageLimit: row.usage_limit,
    usageCount: row.usage_count,
    oncePerCustomer: row.applies_once_per_customer === 1,
    context: contextShape.parse(JSON.parse(row.context)),
    value: valueShape.parse(JSON.parse(row.value)),
    items: itemsShape.parse(JSON.parse(row.items)),
    minimum: row.minimum === null ? null : minimumShape.parse(JSON.parse(row.minimum)),
    combinesWith: combinesShape.parse(JSON.parse(row.combines_with)),
  }
}

/** Who buys, as the law asks: an e-mail that belongs to a customer stands for that customer. */
export function buyerOf(
  state: ShopState,
  discount: StoredDiscount,
  customerId: string | null,
  email: string | null,
): LawBuyer {
  const known = customerId ?? customerByEmail(state, email)
  const keys = [known, email?.toLowerCase() ?? null].filter((key) => key !== null)
  const hasUsed = keys.some(
    (key) =>
      first(
        state,
        'select 1 from discount_uses where discount_id = ? and customer_key = ?',
        discount.discountId,
        key,
      ) !== undefined,
  )
  return { customerId: known, hasUsed }
}

/** The id of the customer with this e-mail, whatever its case. */
export function customerByEmail(state: ShopState, email: string | null): string | null {
  if (email === null) return null
  const row = first<{ id: string }>(
    state,
    'select id from customers where lower(email) = lower(?) and email is not null',
    email,
  )
  return row?.id ?? null
}

const ids = z.array(z.string())
const contextShape = z.union([z.object({ customers: ids }), z.object({ all: z.literal('ALL') })])
const valueShape = z.union([
  z.object({ percentage: z.number() }),
  z.object({ amount: z.number().int(), onEachItem: z.boolean() }),
])
const itemsShape = z.union([
  z.object({ collections: ids }),
  z.object({ products: ids, variants: ids }),
  z.object({ all: z.literal(true) }),
])
const minimumShape = z.union([
  z.object({ quantity: z.coerce.number().int() }),
  z.object({ subtotal: z.number().int() }),
])
const combinesShape = z.object({
  orderDiscounts: z.boolean().nullish().transform(Boolean),
  productDiscounts: z.boolean().nullish().transform(Boolean),
})
