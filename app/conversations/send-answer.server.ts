import type { FactOf } from '../kernel/index.ts'
import { judgeMailFailure, type Database, type Mail, type Mailer } from '../platform/index.server.ts'
import { answerMail, type AnswerInThread } from './answer-mail.ts'
import { UNINSTALLED } from './delivery-state.ts'

type Parts = { db: Database; mailer: Mailer; now: () => Date }

/**
 * Mails an answer, never twice: the row is claimed before the mail leaves, and whoever finds it claimed does nothing.
 * For a shop that has uninstalled the app nothing is mailed, then or later; a person may send it again.
 * @throws where the mail server surely has not taken it and may do so later, so that the job tries again
 */
export async function sendAnswer({ db, mailer, now }: Parts, fact: FactOf<'answer-written'>): Promise<void> {
  const message = { shopId: fact.shopId, requestId: fact.requestId, id: fact.messageId }
  const unsent = { ...message, direction: 'sent', claimedAt: null, sentAt: null }
  const shop = await db.shop.findUnique({ where: { id: fact.shopId } })
  if (shop === null) return
  if (shop.uninstalledAt !== null) {
    await db.message.updateMany({ where: unsent, data: { problem: UNINSTALLED } })
    return
  }
  const mail = await composeMail(db, shop, fact)
  if (mail === null) return
  const claimed = await db.message.updateMany({ where: unsent, data: { claimedAt: now() } })
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

type Sender = Parameters<typeof answerMail>[1]

/** null where the person was forgotten meanwhile, and the answer with them. */
async function composeMail(
  db: Database,
  shop: Sender,
  { shopId, requestId, messageId }: FactOf<'answer-written'>,
): Promise<Mail | null> {
  const request = await db.serviceRequest.findUnique({ where: { shopId_id: { shopId, id: requestId } } })
  if (request === null) return null
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
  if (answer === undefined) return null
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
