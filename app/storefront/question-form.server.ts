import { ask, readQuestion } from '../conversations/index.server.ts'
import { languageOf } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { readFields } from './fields.ts'
import { replyTo, type QuestionReply } from './question-reply.ts'
import type { Visit } from './visit.server.ts'

/** A field that people do not see and programs fill in. */
export const HONEYPOT = 'company_website'

/** Takes what the question form sent, as a form or as JSON. @throws Response 413 for a body beyond any question */
export async function takeQuestion(db: Database, visit: Visit, request: Request, now: Date): Promise<QuestionReply> {
  const fields = await readFields(request)
  const language = languageOf(typeof fields.locale === 'string' ? fields.locale : null)
  // A program that fills in the hidden field is thanked like everybody, so that it learns nothing.
  if ((fields[HONEYPOT] ?? '') !== '') return replyTo({ outcome: 'asked' }, language)
  if (visit.shop === null) return replyTo({ outcome: 'closed' }, language)
  const reading = readQuestion(fields, visit.customerId)
  if (reading.outcome === 'invalid') return replyTo(reading, language)
  return replyTo(await ask(db, visit.shop, reading.question, now), language)
}
