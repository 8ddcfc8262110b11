import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ServiceRequestId, Shop } from '../kernel/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'
import { messageIdOf } from './answer-mail.ts'
import { deliveryState, mayTryAgain } from './delivery-state.ts'

export const LONGEST_ANSWER = 10_000

export type Answered =
  | { outcome: 'answered'; messageId: string }
  | { outcome: 'invalid'; problems: { body: 'missing' | 'too-long' } }
  | { outcome: 'unknown-request' }

/**
 * Writes an answer to a request; its mail goes out once this is committed. `author` is who signs it in the thread. The
 * form's `id` becomes the message's: sent a second time it changes nothing.
 */
export async function answer(
  db: Database,
  shop: Shop,
  requestId: ServiceRequestId,
  { id: given, body, author }: { id?: string; body: string; author: string },
  now: Date,
): Promise<Answered> {
  const text = body.replace(/\r\n?/g, '\n').trim()
  if (text === '') return { outcome: 'invalid', problems: { body: 'missing' } }
  if (text.length > LONGEST_ANSWER) return { outcome: 'invalid', problems: { body: 'too-long' } }
  return db.$transaction(async (tx) => {
    const request = { shopId: shop.id, id: requestId }
    if ((await tx.serviceRequest.count({ where: request })) === 0) return { outcome: 'unknown-request' }
    const id = z.uuid().safeParse(given).data ?? randomUUID()
    const message = { shopId: shop.id, requestId, id, direction: 'sent', author, body: text, createdAt: now }
    const data = { ...message, messageId: messageIdOf(id, shop) }
    const written = await tx.message.createMany({ data, skipDuplicates: true })
    if (written.count === 0) return { outcome: 'answered', messageId: id }
    await tx.serviceRequest.updateMany({ where: request, data: { status: 'answered', answeredAt: now } })
    await recordFact(tx, { kind: 'answer-written', shopId: shop.id, requestId, messageId: id })
    return { outcome: 'answered', messageId: id }
  })
}

export type TriedAgain = { outcome: 'queued' } | { outcome: 'not-needed' }

/** Sends a refused or interrupted answer once more, because a person asked for it. */
export async function tryAgain(
  db: Database,
  shop: Shop,
  { requestId, messageId }: { requestId: ServiceRequestId; messageId: string },
  now: Date,
): Promise<TriedAgain> {
  if (!z.uuid().safeParse(messageId).success) return { outcome: 'not-needed' }
  return db.$transaction(async (tx) => {
    const key = { shopId: shop.id, requestId, id: messageId, direction: 'sent' }
    const message = await tx.message.findFirst({ where: key })
    if (message === null || !mayTryAgain(deliveryState(message, now))) return { outcome: 'not-needed' }
    const { claimedAt } = message
    const { count } = await tx.message.updateMany({
      where: { ...key, claimedAt, sentAt: null },
      data: { claimedAt: null, problem: null },
    })
    if (count === 0) return { outcome: 'not-needed' }
    await recordFact(tx, { kind: 'answer-written', shopId: shop.id, requestId, messageId })
    return { outcome: 'queued' }
  })
}
