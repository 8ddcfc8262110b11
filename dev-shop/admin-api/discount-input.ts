import { parseGid } from '../ids.ts'
import { minorUnits } from '../money.ts'
import { first } from '../state/query.ts'
import type { Context } from './context.ts'
import { storedTime } from './values.ts'

export type DiscountInput = {
  title?: string | null
  code?: string | null
  startsAt?: string | null
  endsAt?: string | null
  usageLimit?: number | null
  appliesOncePerCustomer?: boolean | null
  combinesWith?: Record<string, unknown> | null
  context?: { all?: string; customers?: { add?: string[] | null }; customerSegments?: object; markets?: object } | null
  customerSelection?: object | null
  customerGets?: { value?: ValueInput | null; items?: ItemsInput | null } | null
  minimumRequirement?: MinimumInput | null
}
type ValueInput = {
  percentage?: number | null
  discountAmount?: { amount?: string | null; appliesOnEachItem?: boolean | null } | null
  discountOnQuantity?: object | null
}
type ItemsInput = {
  all?: boolean | null
  products?: { productsToAdd?: string[] | null; productVariantsToAdd?: string[] | null } | null
  collections?: { add?: string[] | null } | null
}
type MinimumInput = {
  quantity?: { greaterThanOrEqualToQuantity?: string | null } | null
  subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null
}

export type StoredContext = { all: 'ALL' } | { customers: string[] }
export type StoredValue = { percentage: number } | { amount: number; onEachItem: boolean }
export type StoredItems = { all: true } | { products: string[]; variants: string[] } | { collections: string[] }
export type StoredMinimum = { quantity: number } | { subtotal: number }

/** A discount as it is written, once its input has been found good. */
export type CheckedDiscount = {
  title: string
  code: string
  startsAt: string
  endsAt: string | null
  usageLimit: number | null
  appliesOncePerCustomer: boolean
  combinesWith: Record<string, unknown>
  context: StoredContext
  value: StoredValue
  items: StoredItems
  minimum: StoredMinimum | null
}

export type DiscountUserError = { field: string[]; message: string; code: string | null; extraInfo: null }

/** Checks the whole input as Shopify does; errors name their field below basicCodeDiscount. */
export function checkDiscount(input: DiscountInput, context: Context): CheckedDiscount | DiscountUserError[] {
  const errors: DiscountUserError[] = []
  const wrong = (field: string, message: string, code: string | null) => {
    errors.push({ field: ['basicCodeDiscount', ...field.split('.')], message, code, extraInfo: null })
  }
  const checked = {
    ...checkFrame(input, context, wrong),
    context: checkContext(input, context, wrong),
    value: checkValue(input.customerGets?.value, context, wrong),
    items: checkItems(input.customerGets?.items, context, wrong),
    minimum: checkMinimum(input.minimumRequirement, context, wrong),
  }
  return errors.length > 0 ? errors : checked
}

type Wrong = (field: string, message: string, code: string | null) => void

function checkFrame(input: DiscountInput, context: Context, wrong: Wrong) {
  const { title, code, usageLimit } = input
  if (!title) wrong('title', "Title can't be blank", 'BLANK')
  if (!code) wrong('code', "Code can't be blank", 'BLANK')
  else if (code.length > 255) wrong('code', 'Code is too long (maximum is 255 characters)', 'TOO_LONG')
  else if (codeExists(context, code)) wrong('code', 'Code must be unique. Please try a different code.', 'TAKEN')
  if (!input.startsAt) wrong('startsAt', "Starts at can't be blank", 'BLANK')
  if (usageLimit != null && usageLimit < 1) wrong('usageLimit', 'Usage limit must be greater than 0', 'GREATER_THAN')
  const startsAt = storedTime(input.startsAt ?? '1970-01-01T00:00:00Z')
  const endsAt = input.endsAt == null ? null : storedTime(input.endsAt)
  if (endsAt !== null && endsAt <= startsAt) {
    wrong('endsAt', 'Ends at needs to be after starts_at', 'END_DATE_BEFORE_START_DATE')
  }
  return {
    title: title ?? '',
    code: code ?? '',
    startsAt,
    endsAt,
    usageLimit: usageLimit ?? null,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? false,
    combinesWith: input.combinesWith ?? {},
  }
}

function checkContext(
  { context: given, customerSelection }: DiscountInput,
  context: Context,
  wrong: Wrong,
): StoredContext {
  if (customerSelection != null) wrong('customerSelection', 'The dev shop takes context instead', 'INVALID')
  if (given == null) {
    if (customerSelection == null) wrong('context', "Context can't be blank", 'BLANK')
    return { all: 'ALL' }
  }
  if (given.customers !== undefined) {
    return {
      customers: checkIds(given.customers.add ?? [], 'Customer', 'customers', 'context.customers.add', context, wrong),
    }
  }
  if (given.all === undefined) wrong('context', 'The dev shop knows all buyers and single customers only', 'INVALID')
  return { all: 'ALL' }
}

function checkValue(value: ValueInput | null | undefined, context: Context, wrong: Wrong): StoredValue {
  const field = 'customerGets.value'
  const given = [value?.percentage, value?.discountAmount, value?.discountOnQuantity].filter((one) => one != null)
  if (given.length !== 1)
    wrong(field, 'Exactly one discount value must be present', given.length === 0 ? 'BLANK' : 'CONFLICT')
  if (value?.discountOnQuantity != null)
    wrong(`${field}.discountOnQuantity`, 'Only Buy X Get Y takes a quantity', 'INVALID')
  if (value?.discountAmount != null) {
    const amount = minorUnits(value.discountAmount.amount ?? '', context.currency)
    if (amount === null || amount <= 0)
      wrong(`${field}.discountAmount.amount`, 'Value must be greater than 0', 'GREATER_THAN')
    return { amount: amount ?? 0, onEachItem: value.discountAmount.appliesOnEachItem ?? true }
  }
  const percentage = value?.percentage ?? 0
  if (value?.percentage != null && (percentage <= 0 || percentage > 1)) {
    wrong(`${field}.percentage`, 'Value must be between 0.0 and 1.0', 'VALUE_OUTSIDE_RANGE')
  }
  return { percentage }
}

function checkItems(items: ItemsInput | null | undefined, context: Context, wrong: Wrong): StoredItems {
  const field = 'customerGets.items'
  const given = [items?.all === true, items?.products != null, items?.collections != null].filter(Boolean).length
  if (given !== 1)
    wrong(
      field,
      given === 0 ? "Items can't be blank" : 'Only one kind of items may be given',
      given === 0 ? 'BLANK' : 'CONFLICT',
    )
  if (items?.products != null) {
    const { productsToAdd, productVariantsToAdd } = items.products
    const products = checkIds(
      productsToAdd ?? [],
      'Product',
      'products',
      `${field}.products.productsToAdd`,
      context,
      wrong,
    )
    const variantsField = `${field}.products.productVariantsToAdd`
    const variants = checkIds(productVariantsToAdd ?? [], 'ProductVariant', 'variants', variantsField, context, wrong)
    if (products.length + variants.length === 0)
      wrong(`${field}.products`, 'Discount applies on nothing', 'APPLIES_ON_NOTHING')
    return { products, variants }
  }
  if (items?.collections == null) return { all: true }
  const collections = checkIds(
    items.collections.add ?? [],
    'Collection',
    'collections',
    `${field}.collections.add`,
    context,
    wrong,
  )
  if (collections.length === 0) wrong(`${field}.collections`, 'Discount applies on nothing', 'APPLIES_ON_NOTHING')
  return { collections }
}

function checkMinimum(minimum: MinimumInput | null | undefined, context: Context, wrong: Wrong): StoredMinimum | null {
  const field = 'minimumRequirement'
  const quantity = minimum?.quantity?.greaterThanOrEqualToQuantity
  const subtotal = minimum?.subtotal?.greaterThanOrEqualToSubtotal
  if (quantity != null && subtotal != null) {
    wrong(field, 'Only one of quantity and subtotal may be given', 'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT')
  }
  if (quantity != null) {
    if (Number(quantity) < 1)
      wrong(`${field}.quantity.greaterThanOrEqualToQuantity`, 'must be greater than 0', 'GREATER_THAN')
    return { quantity: Number(quantity) }
  }
  if (subtotal == null) return null
  const minor = minorUnits(subtotal, context.currency)
  if (minor === null) wrong(`${field}.subtotal.greaterThanOrEqualToSubtotal`, 'is no amount of money', 'INVALID')
  return { subtotal: minor ?? 0 }
}

function checkIds(ids: string[], type: string, table: string, field: string, context: Context, wrong: Wrong): string[] {
  return ids.map((given) => {
    const id = parseGid(given, type)
    const known = id !== null && first(context.shop.state, `select 1 from ${table} where id = ?`, id) !== undefined
    if (!known) wrong(field, `${type} with id: ${given} is invalid`, 'INVALID')
    return id ?? ''
  })
}

/** Codes are unique in the whole shop, whatever their case. */
export function codeExists({ shop }: Context, code: string): boolean {
  return first(shop.state, 'select 1 from discount_codes where upper(code) = upper(?)', code) !== undefined
}
