export type { OfferView } from './offer.ts'
export type { QuestionReply } from './question-reply.ts'
