import { discountStatus } from '../../discount-status.ts'
import { gid } from '../../ids.ts'
import { first } from '../../state/query.ts'
import type { CollectionRow, DiscountCodeRow, DiscountRow, ProductRow, VariantRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { customerOf } from '../context.ts'
import type { Context } from '../context.ts'
import { idFilter, textFilter } from '../filters.ts'
import { typed } from '../resolver.ts'
import type { Fields } from '../resolver.ts'
import { searchCondition } from '../search-query.ts'
import { count, dateTime, dateTimeOrNull, money } from '../values.ts'
import type { StoredContext, StoredItems, StoredMinimum, StoredValue } from '../discount-input.ts'

export const discountNodeFields: Fields = {
  id: ({ id }: DiscountRow) => gid('DiscountNode', id),
  discount: (discount: DiscountRow) => typed('DiscountCodeBasic', { ...discount }),
}

export const discountCodeNodeFields: Fields = {
  id: ({ id }: DiscountRow) => gid('DiscountCodeNode', id),
  codeDiscount: (discount: DiscountRow) => typed('DiscountCodeBasic', { ...discount }),
}

export const discountCodeBasicFields: Fields = {
  title: ({ title }: DiscountRow) => title,
  status: (discount: DiscountRow, _: object, { shop }: Context) => discountStatus(discount, shop.now()),
  startsAt: (discount: DiscountRow) => dateTime(discount.starts_at),
  endsAt: (discount: DiscountRow) => dateTimeOrNull(discount.ends_at),
  createdAt: (discount: DiscountRow) => dateTime(discount.created_at),
  updatedAt: (discount: DiscountRow) => dateTime(discount.updated_at),
  usageLimit: (discount: DiscountRow) => discount.usage_limit,
  appliesOncePerCustomer: (discount: DiscountRow) => discount.applies_once_per_customer === 1,
  recurringCycleLimit: () => null,
  tags: () => [],
  hasTimelineComment: () => false,
  discountClasses: (discount: DiscountRow) => ['all' in readItems(discount) ? 'ORDER' : 'PRODUCT'],
  summary: (discount: DiscountRow, _: object, context: Context) => summary(discount, context),
  shortSummary: (discount: DiscountRow, _: object, context: Context) => summary(discount, context),
  asyncUsageCount: (discount: DiscountRow, _: object, context: Context) =>
    sum(context, 'coalesce(sum(usage_count), 0)', discount.id),
  codesCount: (discount: DiscountRow, _: object, context: Context) =>
    count(sum(context, 'count(*)', discount.id), 10_000),
  codes: codes,
  combinesWith: (discount: DiscountRow) => ({
    orderDiscounts: false,
    productDiscounts: false,
    shippingDiscounts: false,
    productDiscountsWithTagsOnSameCartLine: null,
    ...(JSON.parse(discount.combines_with) as object),
  }),
  context: eligibility,
  customerGets: (discount: DiscountRow, _: object, context: Context) => ({
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    value: value(discount, context),
    items: items(discount),
  }),
  minimumRequirement: minimum,
}

export const redeemCodeFields: Fields = {
  id: ({ id }: DiscountCodeRow) => gid('DiscountRedeemCode', id),
  code: ({ code }: DiscountCodeRow) => code,
  asyncUsageCount: (code: DiscountCodeRow) => code.usage_count,
  createdBy: () => null,
}

export const discountProductsFields: Fields = {
  products: (source: { ids: string[] }, page: PageArguments, context: Context) =>
    among<ProductRow>('products', source.ids, page, context),
  productVariants: (source: { variantIds: string[] }, page: PageArguments, context: Context) =>
    among<VariantRow>('variants', source.variantIds, page, context),
}

export const discountCollectionsFields: Fields = {
  collections: (source: { ids: string[] }, page: PageArguments, context: Context) =>
    among<CollectionRow>('collections', source.ids, page, context),
}

function codes(discount: DiscountRow, page: PageArguments & { query?: string | null }, context: Context) {
  const where = [{ sql: 'discount_id = ?', parameters: [discount.id] }]
  const filters = { code: textFilter('code'), id: idFilter('id', 'DiscountRedeemCode') }
  if (page.query != null) where.push(searchCondition(page.query, filters) as (typeof where)[number])
  return connection<DiscountCodeRow>(
    context,
    { select: 'select * from discount_codes', key: 'id', id: 'id', where },
    page,
  )
}

function eligibility(discount: DiscountRow, _: object, context: Context) {
  const stored = JSON.parse(discount.context) as StoredContext
  if ('all' in stored) return typed('DiscountBuyerSelectionAll', { all: 'ALL' })
  return typed('DiscountCustomers', { customers: stored.customers.flatMap((id) => customerOf(context, id) ?? []) })
}

function value(discount: DiscountRow, { currency }: Context) {
  const stored = JSON.parse(discount.value) as StoredValue
  if ('percentage' in stored) return typed('DiscountPercentage', { percentage: stored.percentage })
  return typed('DiscountAmount', { amount: money(stored.amount, currency), appliesOnEachItem: stored.onEachItem })
}

function readItems(discount: DiscountRow): StoredItems {
  return JSON.parse(discount.items) as StoredItems
}

function items(discount: DiscountRow) {
  const stored = readItems(discount)
  if ('all' in stored) return typed('AllDiscountItems', { allItems: true })
  if ('collections' in stored) return typed('DiscountCollections', { ids: stored.collections })
  return typed('DiscountProducts', { ids: stored.products, variantIds: stored.variants })
}

function minimum(discount: DiscountRow, _: object, { currency }: Context) {
  if (discount.minimum === null) return null
  const stored = JSON.parse(discount.minimum) as StoredMinimum
  if ('quantity' in stored) {
    return typed('DiscountMinimumQuantity', { greaterThanOrEqualToQuantity: String(stored.quantity) })
  }
  return typed('DiscountMinimumSubtotal', { greaterThanOrEqualToSubtotal: money(stored.subtotal, currency) })
}

function summary(discount: DiscountRow, context: Context): string {
  const stored = JSON.parse(discount.value) as StoredValue
  const off =
    'percentage' in stored
      ? `${String(Math.round(stored.percentage * 100))}%`
      : `${money(stored.amount, context.currency).amount} ${context.currency}`
  const target = 'all' in readItems(discount) ? 'entire order' : 'selected products'
  return `${off} off ${target}${discount.applies_once_per_customer === 1 ? ' • One use per customer' : ''}`
}

function sum({ shop }: Context, expression: string, discountId: string): number {
  const row = first<{ n: number }>(
    shop.state,
    `select ${expression} as n from discount_codes where discount_id = ?`,
    discountId,
  )
  return row?.n ?? 0
}

function among<Row extends { id: string }>(table: string, ids: string[], page: PageArguments, context: Context) {
  return connection<Row>(
    context,
    {
      select: `select * from ${table}`,
      key: 'id',
      id: 'id',
      where: [{ sql: 'id in (select value from json_each(?))', parameters: [JSON.stringify(ids)] }],
    },
    page,
  )
}
