import { randomUUID } from 'node:crypto'
import type { CustomerId, ServiceRequestId, Shop } from '../kernel/index.ts'
import { findCustomerByEmail, recordGuest } from '../ledger/index.server.ts'
import { recordFact, type Database, type Transaction } from '../platform/index.server.ts'
import { messageIdOf } from './answer-mail.ts'
import type { Question } from './question.ts'

/** Of one person. */
export const QUESTIONS_AN_HOUR = 10
/** Of a whole shop: a program that invents an address each time would fill the ledger with guests. */
export const SHOP_QUESTIONS_AN_HOUR = 500

const HOUR = 3_600_000

export type Asked = { outcome: 'asked'; requestId: ServiceRequestId; customerId: CustomerId } | { outcome: 'too-many' }

/** Stores a shopper's question as a service request of the person who asked; ten an hour are enough for one person. */
export async function ask(db: Database, shop: Shop, question: Question, now: Date): Promise<Asked> {
  return db.$transaction(async (tx) => {
    await takeTurns(tx, shop, question.email)
    const recent = { shopId: shop.id, createdAt: { gt: new Date(now.getTime() - HOUR) } }
    if ((await tx.serviceRequest.count({ where: recent })) >= SHOP_QUESTIONS_AN_HOUR) return { outcome: 'too-many' }
    const customerId = await personOf(tx, shop, question, now)
    const own = await tx.serviceRequest.count({ where: { ...recent, customerId } })
    if (own >= QUESTIONS_AN_HOUR) return { outcome: 'too-many' }
    const requestId = await storeRequest(tx, shop, { ...question, customerId }, now)
    await recordFact(tx, { kind: 'question-asked', shopId: shop.id, requestId, customerId })
    return { outcome: 'asked', requestId, customerId }
  })
}

/** Two questions from one address at once would both find no person, and both stay under the limit. */
async function takeTurns(tx: Transaction, shop: Shop, email: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`question ${shop.id} ${email}`}, 0))`
}

async function personOf(tx: Transaction, shop: Shop, question: Question, now: Date): Promise<CustomerId> {
  if (question.customerId !== null) return question.customerId
  const known = await findCustomerByEmail(tx, shop.id, question.email)
  return (
    known ?? recordGuest(tx, shop.id, { email: question.email, name: question.name, locale: question.language }, now)
  )
}

async function storeRequest(
  tx: Transaction,
  shop: Shop,
  question: Question & { customerId: CustomerId },
  now: Date,
): Promise<ServiceRequestId> {
  const { email, name, customerId, productId, language, text } = question
  const id = randomUUID() as ServiceRequestId
  const product =
    productId === null
      ? null
      : await tx.product.findUnique({ where: { shopId_id: { shopId: shop.id, id: productId } } })
  await tx.serviceRequest.create({
    data: {
      shopId: shop.id,
      id,
      customerId,
      email,
      name,
      locale: language,
      channel: 'storefront',
      productId: product?.id ?? null,
      productType: product?.productType || null,
      subject: product?.title ?? firstWords(text),
      createdAt: now,
    },
  })
  const messageId = randomUUID()
  await tx.message.create({
    data: {
      shopId: shop.id,
      requestId: id,
      id: messageId,
      direction: 'received',
      author: name ?? email,
      body: text,
      createdAt: now,
      messageId: messageIdOf(messageId, shop),
    },
  })
  return id
}

function firstWords(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length <= 80 ? line : `${line.slice(0, 79).trimEnd()}…`
}
