import { z } from 'zod'
import { idFromGid } from '../../../kernel/index.ts'
import {
  fulfillmentEventFromWebhook,
  fulfillmentFromWebhook,
  gidText,
  moment,
  purchaseTotalFromWebhook,
  readShape,
  refundFromWebhook,
  returnFromWebhook,
} from '../../../ledger/index.ts'
import type { AdminApi } from '../../../platform/index.server.ts'
import { PAGE_INFO, pageInfo, restOf, type Answer } from './ask-pages.server.ts'

const MOST = 5
const LINE = `quantity subtotalSet { shopMoney { amount } } lineItem { id }`
const EVENT = `id status happenedAt createdAt`
const refundsQuery = (first: number, lines: number) => `refunds(first: ${String(first)}) {
  id createdAt note totalRefundedSet { shopMoney { amount } }
  refundLineItems(first: ${String(lines)}) { nodes { ${LINE} } ${PAGE_INFO} }
}`
const parcelsQuery = (first: number, events: number) => `fulfillments(first: ${String(first)}) {
  id name status displayStatus createdAt updatedAt trackingInfo(first: 10) { company number }
  events(first: ${String(events)}) { nodes { ${EVENT} } ${PAGE_INFO} }
}`

/** What is asked of each order. */
export const PARTS = `id updatedAt currencyCode
  customer { id updatedAt numberOfOrders amountSpent { amount currencyCode } lastOrder { id } }
  ${refundsQuery(MOST, 8)} ${parcelsQuery(MOST, 8)}
  returns(first: 5) { nodes { id status decline { reason } } ${PAGE_INFO} }`

const MORE_REFUNDS = `query ReconcileRefundsOf($id: ID!) { order(id: $id) { ${refundsQuery(250, 1)} } }`
const MORE_PARCELS = `query ReconcileParcelsOf($id: ID!) { order(id: $id) { ${parcelsQuery(100, 1)} } }`
const further = (
  name: string,
  one: string,
  connection: string,
  fields: string,
) => `query ${name}($id: ID!, $after: String) {
  owner: ${one}(id: $id) { page: ${connection}(first: 100, after: $after) { nodes { ${fields} } ${PAGE_INFO} } }
}`
const MORE_LINES = further('ReconcileRefundLines', 'refund', 'refundLineItems', LINE)
const MORE_EVENTS = further('ReconcileParcelEvents', 'fulfillment', 'events', EVENT)
const MORE_RETURNS = further('ReconcileReturns', 'order', 'returns', 'id status decline { reason }')

/** Fetches what did not fit into the first answer. */
export async function completeOrder(admin: AdminApi, node: Answer): Promise<void> {
  const { id } = readShape('order', fullShape, node)
  const ask = async (operation: string) =>
    Object.assign(node, readShape('order', orderShape, await admin.run(operation, { id })).order)
  if (listIn(node, 'refunds').length === MOST) await ask(MORE_REFUNDS)
  if (listIn(node, 'fulfillments').length === MOST) await ask(MORE_PARCELS)
  const told = readShape('order', fullShape, node)
  for (const { id: refund, refundLineItems: lines } of told.refunds)
    lines.nodes.push(...(await restOf(admin, MORE_LINES, refund, lines.pageInfo)))
  for (const { id: parcel, events } of told.fulfillments)
    events.nodes.push(...(await restOf(admin, MORE_EVENTS, parcel, events.pageInfo)))
  told.returns.nodes.push(...(await restOf(admin, MORE_RETURNS, id, told.returns.pageInfo)))
  Object.assign(node, told)
}

function listIn(node: Answer, key: string): unknown[] {
  const list = node[key]
  return Array.isArray(list) ? list : []
}

const rest = z.object({ nodes: z.array(z.looseObject({})), pageInfo })
const orderShape = z.object({ order: z.looseObject({}).nullable() })
const fullShape = z.looseObject({
  id: gidText,
  refunds: z.array(z.looseObject({ id: gidText, refundLineItems: rest })),
  fulfillments: z.array(z.looseObject({ id: gidText, events: rest })),
  returns: rest,
})

const amount = z.object({ shopMoney: z.object({ amount: z.string() }) })
const shape = z.object({
  id: gidText,
  updatedAt: moment,
  currencyCode: z.string(),
  customer: z
    .object({
      id: gidText,
      updatedAt: moment,
      numberOfOrders: z.string().regex(/^\d{1,9}$/),
      amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }),
      lastOrder: z.object({ id: gidText }).nullable(),
    })
    .nullable(),
  refunds: z.array(
    z.object({
      id: gidText,
      createdAt: z.string().nullable(),
      note: z.string().nullable(),
      totalRefundedSet: amount,
      refundLineItems: z.object({
        nodes: z.array(z.object({ quantity: z.int(), subtotalSet: amount, lineItem: z.object({ id: gidText }) })),
      }),
    }),
  ),
  fulfillments: z.array(
    z.object({
      id: gidText,
      name: z.string(),
      status: z.string(),
      displayStatus: z.string().nullable(),
      createdAt: z.string(),
      updatedAt: z.string(),
      trackingInfo: z.array(z.object({ company: z.string().nullable(), number: z.string().nullable() })),
      events: z.object({
        nodes: z.array(z.object({ id: gidText, status: z.string(), happenedAt: z.string(), createdAt: z.string() })),
      }),
    }),
  ),
  returns: z.object({
    nodes: z.array(z.object({ id: gidText, status: z.string(), decline: z.object({ reason: z.string() }).nullable() })),
  }),
})

export type OrderParts = ReturnType<typeof partsOf>

/** Reads an order's parts in the words of their webhooks. @throws MalformedBody naming the field */
export function partsOf(node: Answer, toldAt: Date) {
  const told = readShape('order', shape, node)
  const { updatedAt, currencyCode: currency, customer } = told
  const orderId = idFromGid('Order', told.id)
  return {
    orderId,
    refunds: told.refunds.map((refund) => ({
      ...refundFromWebhook(refundBody(refund, orderId, updatedAt, currency), currency, toldAt),
      updatedAt,
    })),
    parcels: told.fulfillments.map((parcel) => fulfillmentFromWebhook(parcelBody(parcel, orderId), toldAt)),
    events: told.fulfillments.flatMap(({ id: parcel, events }) =>
      events.nodes.map((event) => fulfillmentEventFromWebhook(eventBody(event, parcel, orderId), toldAt)),
    ),
    returns: told.returns.nodes.map(({ id, status, decline }) =>
      returnFromWebhook({ id: digits(id), admin_graphql_api_id: id, status, order_id: orderId, decline }, toldAt),
    ),
    total: customer && {
      changedAt: customer.updatedAt,
      told: purchaseTotalFromWebhook(
        {
          customerId: customer.id,
          numberOfOrders: Number(customer.numberOfOrders),
          amountSpent: customer.amountSpent,
          lastOrderId: customer.lastOrder?.id,
          occurredAt: toldAt.toISOString(),
        },
        toldAt,
      ),
    },
    toldAt,
  }
}

type Told = z.infer<typeof shape>

function refundBody(refund: Told['refunds'][number], orderId: bigint, orderAt: Date, currency: string): unknown {
  const { id, createdAt, note, totalRefundedSet: total, refundLineItems: lines } = refund
  const paid = total.shopMoney.amount
  return {
    id: digits(id),
    admin_graphql_api_id: id,
    order_id: orderId,
    created_at: createdAt ?? orderAt.toISOString(),
    note,
    refund_line_items: lines.nodes.map(({ quantity, subtotalSet, lineItem }) => ({
      line_item_id: digits(lineItem.id),
      line_item: { admin_graphql_api_id: lineItem.id },
      quantity,
      subtotal: subtotalSet.shopMoney.amount,
    })),
    // Where no money went back, a webhook names no payment either.
    transactions: Number(paid) === 0 ? [] : [{ kind: 'refund', status: 'success', amount: paid, currency }],
  }
}

const onItsWay = new Set(
  'attempted_delivery carrier_picked_up confirmed delayed delivered failure in_transit label_printed label_purchased out_for_delivery ready_for_pickup'.split(
    ' ',
  ),
)

function parcelBody(parcel: Told['fulfillments'][number], orderId: bigint): unknown {
  const { id, name, status, displayStatus, trackingInfo } = parcel
  const shown = displayStatus?.toLowerCase() ?? ''
  return {
    id: digits(id),
    admin_graphql_api_id: id,
    order_id: orderId,
    name,
    status,
    // What the admin shows holds more than a webhook's shipment_status has words for.
    shipment_status: onItsWay.has(shown) ? shown : null,
    tracking_company: trackingInfo[0]?.company,
    tracking_numbers: trackingInfo.flatMap(({ number }) => number ?? []),
    created_at: parcel.createdAt,
    updated_at: parcel.updatedAt,
  }
}

type Event = Told['fulfillments'][number]['events']['nodes'][number]

// The API tells of an event when it was made, and it is not changed after that.
function eventBody({ id, status, happenedAt, createdAt }: Event, parcel: string, orderId: bigint): unknown {
  return {
    id: digits(id),
    admin_graphql_api_id: id,
    fulfillment_id: digits(parcel),
    order_id: orderId,
    status,
    happened_at: happenedAt,
    updated_at: createdAt,
  }
}

function digits(gid: string): bigint {
  return BigInt(/\d+/.exec(gid)?.[0] ?? 0)
}
