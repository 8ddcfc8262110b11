import { z } from 'zod'
import type { CustomerId, ServiceRequestId, Shop } from '../kernel/index.ts'
import type { Prisma, Queryable } from '../platform/index.server.ts'
import { deliveryState } from './delivery-state.ts'
import type { RequestView } from './request-view.ts'

/** One request with its thread, oldest message first; null where this shop has none of that id. */
export async function getRequest(db: Queryable, shop: Shop, id: string, now: Date): Promise<RequestView | null> {
  if (!z.uuid().safeParse(id).success) return null
  const [request] = await readRequests(db, shop, { id }, now)
  return request ?? null
}

/** The newest twenty requests of a customer with their threads, newest request first. */
export async function requestsOf(db: Queryable, shop: Shop, customerId: CustomerId, now: Date): Promise<RequestView[]> {
  return readRequests(db, shop, { customerId }, now)
}

/** Reads an id from an address; null for what can be no request's id. */
export function requestIdOf(text: string | undefined): ServiceRequestId | null {
  return z.uuid().safeParse(text).success ? (text as ServiceRequestId) : null
}

async function readRequests(
  db: Queryable,
  shop: Shop,
  where: Prisma.ServiceRequestWhereInput,
  now: Date,
): Promise<RequestView[]> {
  const scope = { shopId: shop.id }
  const requests = await db.serviceRequest.findMany({
    where: { ...where, ...scope },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
  const requestIds = requests.map((request) => request.id)
  const customerIds = requests.map((request) => request.customerId)
  const productIds = requests.flatMap((request) => request.productId ?? [])
  const messages = await db.message.findMany({
    where: { ...scope, requestId: { in: requestIds } },
    orderBy: [{ createdAt: 'asc' }, { direction: 'asc' }, { id: 'asc' }],
  })
  const customers = await db.customer.findMany({ where: { ...scope, id: { in: customerIds } } })
  const products = await db.product.findMany({ where: { ...scope, id: { in: productIds } } })
  return requests.map((request) => {
    const customer = customers.find(({ id }) => id === request.customerId)
    const product = products.find(({ id }) => id === request.productId)
    const thread = messages.filter(({ requestId }) => requestId === request.id)
    return viewOf(request, { customer, product, thread }, now)
  })
}

type Around = {
  customer: Prisma.CustomerGetPayload<object> | undefined
  product: Prisma.ProductGetPayload<object> | undefined
  thread: Prisma.MessageGetPayload<object>[]
}

function viewOf(
  request: Prisma.ServiceRequestGetPayload<object>,
  { customer, product, thread }: Around,
  now: Date,
): RequestView {
  const fullName = [customer?.firstName, customer?.lastName].filter(Boolean).join(' ')
  return {
    id: request.id,
    status: request.status === 'open' ? 'open' : 'answered',
    subject: request.subject,
    createdAt: request.createdAt.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
    language: request.locale,
    email: request.email,
    customer: {
      id: String(request.customerId),
      name: fullName || request.name || request.email,
      profile: customer !== undefined && customer.deletedAt === null,
    },
    product:
      request.productId === null
        ? null
        : {
            id: String(request.productId),
            title: product?.title ?? request.subject,
            type: request.productType,
            imageUrl: product?.imageUrl ?? null,
          },
    messages: thread.map((message) => ({
      id: message.id,
      direction: message.direction === 'received' ? 'received' : 'sent',
      author: message.author,
      body: message.body,
      at: message.createdAt.toISOString(),
      delivery: message.direction === 'sent' ? deliveryState(message, now) : null,
      problem: message.problem,
    })),
  }
}
