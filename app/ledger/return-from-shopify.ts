import { z } from 'zod'
import { toId, type OrderId, type ReturnId } from '../kernel/index.ts'
import { MalformedBody, readShape } from './shopify-json.ts'
import { bareId, gidText, optionalText, ownId, text } from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  status: text,
  order_id: bareId.nullish(),
  order: z.object({ id: bareId, admin_graphql_api_id: gidText.nullish() }).nullish(),
  decline: z.object({ reason: optionalText }).nullish(),
})

/** A return of an order, as far as its course tells. */
export type ReturnRecord = ReturnType<typeof returnFromWebhook>

/**
 * Reads returns/request, approve, decline, cancel, close and reopen. No body says when it changed, so the course
 * decides before the moment of telling: nothing comes before a request, and nothing after a refusal.
 * @throws MalformedBody naming the field
 */
export function returnFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('return', webhook, body)
  const status = told.status.toLowerCase()
  return {
    id: ownId('Return', told) satisfies ReturnId,
    orderId: orderOf(told),
    status,
    declineReason: told.decline?.reason?.toLowerCase() ?? null,
    stage: stageOf(status),
    toldAt,
  }
}

// Some topics nest the order, others name it by its number.
function orderOf({ order, order_id: id }: z.infer<typeof webhook>): OrderId {
  if (order) return ownId('Order', order)
  if (id) return toId<OrderId>(id)
  throw new MalformedBody('return.order_id: expected an id')
}

function stageOf(status: string): number {
  if (status === 'requested') return 0
  return status === 'declined' || status === 'canceled' ? 2 : 1
}
