import type { FactOf } from '../kernel/index.ts'
import { judgeMailFailure, type Database, type Mailer } from '../platform/index.server.ts'
import { answerMail, type AnswerInThread } from './answer-mail.ts'

type Parts = { db: Database; mailer: Mailer; now: () => Date }

/**
 * Mails an answer, never twice: the row is claimed before the mail leaves, and whoever finds it claimed does nothing.
 * @throws where the mail server surely has not taken it and may do so later, so that the job tries again
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
    const { kind, reason: problem } = judgeMailFailure(error)
    const again = kind === 'later' || kind === 'offline'
    await db.message.updateMany({ where: message, data: { problem, ...(again && { claimedAt: null }) } })
    if (again) throw error
    return
  }
  await db.message.updateMany({ where: message, data: { sentAt: now(), problem: null } })
}

async function composeMail(db: Database, { shopId, requestId, messageId }: FactOf<'answer-written'>) {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } })
  const request = await db.serviceRequest.findUniqueOrThrow({ where: { shopId_id: { shopId, id: requestId } } })
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
    request: { ...request, aboutProduct: request.productId !== null },
    question: before.findLast((message) => message.direction === 'received')?.body ?? '',
  }
  return answerMail(inThread, shop)
}
