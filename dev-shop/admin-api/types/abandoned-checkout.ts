import { gid } from '../../ids.ts'
import type { CheckoutRow } from '../../state/rows.ts'
import type { PricedLine } from '../../storefront/price-cart.ts'
import { checkoutCart, recoveryUrl } from '../../webhooks/bodies/checkout.ts'
import { connection, listConnection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { customerOf, productOf, refusal, variantOf } from '../context.ts'
import type { Context } from '../context.ts'
import { timeFilter } from '../filters.ts'
import type { Fields } from '../resolver.ts'
import { searchCondition } from '../search-query.ts'
import { dateTime, moneyBag } from '../values.ts'

type CheckoutArguments = PageArguments & { query?: string | null; sortKey?: string | null }

const keys: Record<string, string> = { ID: 'id', CREATED_AT: 'created_at' }

/** Checkouts that are no orders yet. At Shopify neither their token nor their cart can be asked for. */
export function abandonedCheckouts(_source: unknown, page: CheckoutArguments, context: Context) {
  const key = keys[page.sortKey ?? 'ID']
  if (key === undefined) throw refusal(`the dev shop cannot sort checkouts by ${page.sortKey ?? ''}`, 'BAD_REQUEST')
  const filters = { created_at: timeFilter('created_at'), updated_at: timeFilter('updated_at') }
  const where = page.query == null ? [] : [searchCondition(page.query, filters)]
  return connection<CheckoutRow>(context, { select: 'select * from checkouts', key, id: 'id', where }, page)
}

export const abandonedCheckoutFields: Fields = {
  id: ({ id }: CheckoutRow) => gid('AbandonedCheckout', id),
  name: ({ id }: CheckoutRow) => `#${id}`,
  abandonedCheckoutUrl: ({ token }: CheckoutRow, _: object, { shop }: Context) => recoveryUrl(shop, token),
  createdAt: (checkout: CheckoutRow) => dateTime(checkout.created_at),
  updatedAt: (checkout: CheckoutRow) => dateTime(checkout.updated_at),
  completedAt: () => null,
  customer: (checkout: CheckoutRow, _: object, context: Context) =>
    checkout.customer_id === null ? null : customerOf(context, checkout.customer_id),
  totalPriceSet: (checkout: CheckoutRow, _: object, { shop, currency }: Context) =>
    moneyBag(checkoutCart(shop, checkout).total, currency),
  lineItems: (checkout: CheckoutRow, page: PageArguments, context: Context) =>
    listConnection(context, checkoutCart(context.shop, checkout).cart.lines, page),
}

export const abandonedCheckoutLineFields: Fields = {
  id: ({ variantId }: PricedLine) => gid('AbandonedCheckoutLineItem', variantId),
  title: ({ title }: PricedLine) => title,
  quantity: ({ quantity }: PricedLine) => quantity,
  originalUnitPriceSet: ({ price }: PricedLine, _: object, { currency }: Context) => moneyBag(price, currency),
  product: ({ productId }: PricedLine, _: object, context: Context) => productOf(context, productId),
  variant: ({ variantId }: PricedLine, _: object, context: Context) => variantOf(context, variantId),
}
