import { randomUUID } from 'node:crypto'
import { openConversations } from '../../../app/conversations/index.server.ts'
import type { Question } from '../../../app/conversations/question.ts'
import { toId, type CustomerId, type ProductId, type ServiceRequestId } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'

export const anna = toId<CustomerId>('9007199254742001')
export const ring = toId<ProductId>('9007199254743001')

export const freshAddress = () => `${randomUUID()}@example.com`

/** The room with a mail server and two shops; in the first one Anna Petersen and the ring Lune are known. Each reading of the clock is 1 ms later. */
export async function openRoom() {
  const { db } = await testDatabase()
  const post = await startMailServer()
  const shop = await givenShop(db)
  const other = await givenShop(db, 'other.myshopify.com', { name: 'Other' })
  let clock = new Date('2026-11-23T10:00:00Z')
  const tick = (milliseconds: number) => (clock = new Date(clock.getTime() + milliseconds))
  const conversations = openConversations({ db, mailer: post.mailer, now: () => tick(1) })
  const dates = { createdAt: new Date('2026-01-01'), updatedAt: new Date('2026-01-01') }
  const annasRow = { id: anna, email: 'anna@example.com', firstName: 'Anna', lastName: 'Petersen', locale: 'de' }
  await db.customer.create({ data: { shopId: shop.id, ...annasRow, ...dates } })
  const product = { id: ring, title: 'Ring Lune', handle: 'ring-lune', productType: 'Ringe', vendor: 'HandelBlitz' }
  await db.product.create({ data: { shopId: shop.id, ...product, status: 'ACTIVE', ...dates } })

  async function asked(
    overrides: Partial<Question> = {},
  ): Promise<{ requestId: ServiceRequestId; customerId: CustomerId }> {
    const result = await conversations.ask(shop, questionOf(overrides))
    if (result.outcome !== 'asked') throw new Error(result.outcome)
    return result
  }

  async function written(requestId: ServiceRequestId, body = 'Ja, aus 925er Silber.'): Promise<string> {
    const result = await conversations.answer(shop, requestId, { body, author: 'HandelBlitz' })
    if (result.outcome !== 'answered') throw new Error(result.outcome)
    return result.messageId
  }

  function mailsTo(address: string) {
    return post.mails.filter(({ to }) => [to].flat().some((field) => field?.text.includes(address)))
  }

  return { db, post, shop, other, conversations, tick, asked, written, mailsTo }
}

export type Room = Awaited<ReturnType<typeof openRoom>>

/** "Is the ring silver?", asked by somebody with Anna's address who is not logged in. */
export function questionOf(overrides: Partial<Question> = {}): Question {
  const text = 'Ist der Ring aus Silber?'
  return {
    email: 'anna@example.com',
    name: 'Anna',
    customerId: null,
    productId: ring,
    language: 'de',
    text,
    ...overrides,
  }
}
