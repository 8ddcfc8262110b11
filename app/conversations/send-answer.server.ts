import type { FactOf } from '../kernel/index.ts'
import type { Database, Mailer } from '../platform/index.server.ts'
import { answerMail, type AnswerInThread } from './answer-mail.ts'
import { judgeFailure } from './delivery-state.ts'

type Parts = { db: Database; mailer: Mailer; now: () => Date }

/**
 * Mails an answer, never twice: the row is claimed before the mail leaves, and whoever finds it claimed does nothing.
 * @throws where the mail server could not be reached, so that the job tries again
 */
export async function sendAnswer({ db, mailer, now }: Parts, fact: FactOf<'answer-written'>): Promise<void> {
  const message = { shopId: fact.shopId, requestId: fact.requestId, id: fact.messageId }
  const mail = await composeMail(db, fact)
  const claimed = await db.message.updateMany({
    where: { ...message, direction: 'sent', claimedAt: null, sentAt: null },
    data: { claimedAt: now() },
  })
  if (claimed.count === 0) return
  try {
    await mailer.send(mail)
  } catch (error) {
    const { retry, problem } = judgeFailure(error as Error)
    await db.message.updateMany({ where: message, data: { problem, ...(retry && { claimedAt: null }) } })
    if (retry) throw error
    return
  }
  await db.message.updateMany({ where: message, data: { sentAt: now(), problem: null } })
}

async function composeMail(db: Database, { shopId, requestId, messageId }: FactOf<'answer-written'>) {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } })
  const request = await db.serviceRequest.findUniqueOrThrow({ where: { shopId_id: { shopId, id: requestId } } })
  const customer = await db.customer.findUnique({
    where: { shopId_id: { shopId, id: request.customerId } },
    select: { firstName: true },
  })
  const thread = await db.message.findMany({
    where: { shopId, requestId },
    orderBy: [{ createdAt: 'asc' }, { direction: 'asc' }, { id: 'asc' }],
  })
  const place = thread.findIndex((message) => message.id === messageId)
  const answer = thread[place]
  if (answer === undefined) throw new Error(`request ${requestId} has no message ${messageId}`)
  const before = thread.slice(0, place)
  const inThread: AnswerInThread = {
    id: answer.id,
    body: answer.body,
    earlier: before.flatMap((message) => message.messageId ?? []),
    request: { ...request, firstName: customer?.firstName ?? null, aboutProduct: request.productId !== null },
    question: before.findLast((message) => message.direction === 'received')?.body ?? '',
  }
  return answerMail(inThread, shop)
}
