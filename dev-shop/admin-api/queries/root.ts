import { gid } from '../../ids.ts'
import { installedApp } from '../../install.ts'
import { splitScopes } from '../../app-config.ts'
import { all, first } from '../../state/query.ts'
import type { BulkOperationRow, DiscountRow } from '../../state/rows.ts'
import type { Subscription } from '../../webhooks/announce.ts'
import { connection, listConnection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { idFilter, textFilter, timeFilter } from '../filters.ts'
import { findSubscription } from '../mutations/webhook-subscription.ts'
import { findOperation } from '../mutations/bulk-operation.ts'
import type { Fields } from '../resolver.ts'
import { searchCondition } from '../search-query.ts'
import { abandonedCheckouts } from '../types/abandoned-checkout.ts'
import { inventoryItems } from '../types/inventory.ts'
import { segments } from '../types/segment.ts'
import { shopLocales } from '../types/shop.ts'
import { topicEnum } from '../types/webhook-subscription.ts'
import { counts } from './counts.ts'
import { collections, customers, products, productTags, productVariants, productWords } from './catalogue.ts'
import type { ListArguments } from './catalogue.ts'
import { byId, node, nodes } from './nodes.ts'
import { orders } from './orders.ts'

export const queryFields: Fields = {
  shop: () => ({}),
  shopLocales,
  node,
  nodes,
  customers,
  customer: byId('Customer'),
  orders,
  order: byId('Order'),
  products,
  product: byId('Product'),
  productVariants,
  productVariant: byId('ProductVariant'),
  collections,
  collection: byId('Collection'),
  productTypes: productWords('product_type'),
  productVendors: productWords('vendor'),
  productTags,
  ...counts,
  discountNodes,
  discountNode: byId('DiscountNode', 'DiscountCodeNode'),
  codeDiscountNode: byId('DiscountCodeNode'),
  codeDiscountNodeByCode: discountByCode,
  discountRedeemCodeBulkCreation: byId('DiscountRedeemCodeBulkCreation'),
  webhookSubscriptions,
  webhookSubscription: (_source: unknown, { id }: { id: string }, context: Context) => findSubscription(context, id),
  bulkOperations,
  bulkOperation: (_source: unknown, { id }: { id: string }, context: Context) => findOperation(context, id),
  currentAppInstallation,
  segments,
  segmentsCount: (_source: unknown, _: object, { shop }: Context) => ({
    count: first<{ n: number }>(shop.state, 'select count(*) as n from segments')?.n ?? 0,
    precision: 'EXACT',
  }),
  abandonedCheckouts,
  inventoryItems,
  inventoryItem: byId('InventoryItem'),
  refund: byId('Refund'),
  fulfillment: byId('Fulfillment'),
}

function discountNodes(_source: unknown, page: ListArguments, context: Context) {
  const keys: Record<string, string> = { ID: 'id', CREATED_AT: 'created_at', UPDATED_AT: 'updated_at', TITLE: 'title' }
  const key = keys[page.sortKey ?? 'ID']
  if (key === undefined) throw refusal(`the dev shop cannot sort discounts by ${page.sortKey ?? ''}`, 'BAD_REQUEST')
  const filters = {
    id: idFilter('id', 'DiscountNode'),
    title: textFilter('title'),
    created_at: timeFilter('created_at'),
    updated_at: timeFilter('updated_at'),
  }
  const where = page.query == null ? [] : [searchCondition(page.query, filters)]
  return connection<DiscountRow>(context, { select: 'select * from discounts', key, id: 'id', where }, page)
}

function discountByCode(_source: unknown, { code }: { code: string }, { shop }: Context) {
  const discount = first<DiscountRow>(
    shop.state,
    'select d.* from discounts d join discount_codes c on c.discount_id = d.id where upper(c.code) = upper(?)',
    code,
  )
  return discount ?? null
}

type SubscriptionArguments = PageArguments & { topics?: string[] | null; uri?: string | null; query?: string | null }

function webhookSubscriptions(_source: unknown, page: SubscriptionArguments, context: Context) {
  if (page.query != null) throw refusal('the dev shop cannot search webhook subscriptions', 'INVALID_SEARCH')
  const subscriptions = all<Subscription>(
    context.shop.state,
    "select * from webhook_subscriptions where api_key = ? and source = 'api' order by created_at, id",
    context.shop.app.apiKey,
  )
  const wanted = subscriptions.filter(
    ({ topic, uri }) =>
      (page.topics == null || page.topics.includes(topicEnum(topic))) && (page.uri == null || page.uri === uri),
  )
  return listConnection(context, wanted, page)
}

function bulkOperations(_source: unknown, page: ListArguments, context: Context) {
  const keys: Record<string, string> = {
    ID: 'id',
    CREATED_AT: 'created_at',
    COMPLETED_AT: "coalesce(completed_at, '')",
  }
  const key = keys[page.sortKey ?? 'CREATED_AT']
  if (key === undefined)
    throw refusal(`the dev shop cannot sort bulk operations by ${page.sortKey ?? ''}`, 'BAD_REQUEST')
  const filters = {
    id: idFilter('id', 'BulkOperation'),
    status: textFilter('status'),
    operation_type: textFilter('type'),
    created_at: timeFilter('created_at'),
  }
  const where = [{ sql: 'api_key = ?', parameters: [context.shop.app.apiKey] }]
  const searched = page.query == null ? [] : [searchCondition(page.query, filters)]
  const source = { select: 'select * from bulk_operations', key, id: 'id', where: [...where, ...searched] }
  return connection<BulkOperationRow>(context, source, page)
}

function currentAppInstallation(_source: unknown, _: object, { shop }: Context) {
  const { app } = shop
  const scopes = splitScopes(installedApp(shop)?.granted_scopes ?? '')
  return {
    id: gid('AppInstallation', '9007199254749100'),
    launchUrl: `https://${shop.domain}/admin/apps/${app.handle}`,
    accessScopes: scopes.map((handle) => ({ handle, description: handle.replace(/_/g, ' ') })),
    app: {
      id: gid('App', '9007199254749101'),
      apiKey: app.apiKey,
      handle: app.handle,
      title: app.name,
      embedded: true,
    },
  }
}
