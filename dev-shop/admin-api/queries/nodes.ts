import { gid, parseGid } from '../../ids.ts'
import { first } from '../../state/query.ts'
import { variantOfItem } from '../../webhooks/bodies/inventory-level.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { typed } from '../resolver.ts'
import { visibleOrders } from './orders.ts'

const tables: Record<string, string> = {
  Customer: 'customers',
  Order: 'orders',
  Product: 'products',
  ProductVariant: 'variants',
  Collection: 'collections',
  DiscountNode: 'discounts',
  DiscountCodeNode: 'discounts',
  DiscountRedeemCodeBulkCreation: 'code_creations',
  Segment: 'segments',
  Refund: 'refunds',
  Fulfillment: 'fulfillments',
  AbandonedCheckout: 'checkouts',
  InventoryItem: 'variants',
  BulkOperation: 'bulk_operations',
  WebhookSubscription: 'webhook_subscriptions',
}

/** `node`: any resource of the kinds that this shop holds; null when there is none with that id. */
export function node(_source: unknown, { id }: { id: string }, context: Context) {
  const type = /^gid:\/\/shopify\/([A-Za-z]+)\/\d+$/.exec(id)?.[1]
  if (type === undefined) throw refusal(`Invalid global id '${id}'`, 'RESOURCE_NOT_FOUND')
  if (tables[type] === undefined) throw refusal(`dev shop has no nodes of the type ${type}`, 'BAD_REQUEST')
  const row = rowOf(type, id, context)
  return row === null ? null : typed(type, row)
}

export function nodes(source: unknown, { ids }: { ids: string[] }, context: Context) {
  return ids.map((id) => node(source, { id }, context))
}

/** A query field that finds one resource by its id. An id of another kind is an error, as at Shopify. */
export function byId(...types: string[]) {
  return (_source: unknown, { id }: { id: string }, context: Context) => {
    const type = types.find((one) => parseGid(id, one) !== null)
    if (type === undefined) throw refusal(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND')
    return rowOf(type, id, context)
  }
}

function rowOf(type: string, id: string, context: Context): { id: string } | null {
  const conditions = type === 'Order' ? visibleOrders(context) : []
  const where = ['id = ?', ...conditions.map(({ sql }) => sql)].join(' and ')
  const parameters = conditions.flatMap(({ parameters: values }) => values)
  const sql = `select * from ${tables[type] ?? ''} where ${where}`
  const row = first<Row>(context.shop.state, sql, keyOf(type, id), ...parameters)
  return row === undefined ? null : inItsOrder(type, row, context)
}

type Row = { id: string; order_id?: string }

// Each variant is one item.
function keyOf(type: string, id: string): string | null {
  const number = parseGid(id, type)
  return type === 'InventoryItem' && number !== null ? variantOfItem(number) : number
}

// What belongs to an order is told in its currency, and hidden where the order is.
function inItsOrder(type: string, row: Row, context: Context): Row | null {
  if (type !== 'Refund' && type !== 'Fulfillment') return row
  const order = rowOf('Order', gid('Order', row.order_id ?? ''), context)
  return order === null ? null : Object.assign(row, { order })
}
