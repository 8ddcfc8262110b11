import type { CustomerId, FactOf, ServiceRequestId, Shop } from '../kernel/index.ts'
import type { Database, Mailer } from '../platform/index.server.ts'
import { answer, tryAgain } from './answer.server.ts'
import { ask } from './ask.server.ts'
import { followMerge, followPeople } from './follow-people.server.ts'
import { listRequests, openCount, type InboxQuery } from './inbox.server.ts'
import type { Question } from './question.ts'
import { sendAnswer } from './send-answer.server.ts'
import { getRequest, requestIdOf, requestsOf } from './thread.server.ts'

export { ask } from './ask.server.ts'
export { readQuestion } from './question.ts'
export { timelineOf } from './timeline.server.ts'

type Parts = { db: Database; mailer: Mailer; now: () => Date }

/** Service requests: what customers ask, and what the shop answers by e-mail. */
export function openConversations({ db, mailer, now }: Parts) {
  return {
    ask: (shop: Shop, question: Question) => ask(db, shop, question, now()),
    list: (shop: Shop, query: InboxQuery) => listRequests(db, shop, query),
    get: (shop: Shop, id: string) => getRequest(db, shop, id, now()),
    forCustomer: (shop: Shop, customerId: CustomerId) => requestsOf(db, shop, customerId, now()),
    openCount: (shop: Shop) => openCount(db, shop),
    answer: (shop: Shop, requestId: ServiceRequestId, written: { id?: string; body: string; author: string }) =>
      answer(db, shop, requestId, written, now()),
    tryAgain: (shop: Shop, message: { requestId: ServiceRequestId; messageId: string }) =>
      tryAgain(db, shop, message, now()),
    sendAnswer: (fact: FactOf<'answer-written'>) => sendAnswer({ db, mailer, now }, fact),
    followPeople: (fact: FactOf<'customers-changed'>) => followPeople(db, fact.shopId, fact.customerIds),
    followEverybody: (fact: FactOf<'history-imported'>) => followPeople(db, fact.shopId, null),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    requestIdOf,
  }
}
