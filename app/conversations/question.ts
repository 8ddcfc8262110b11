import { z } from 'zod'
import {
  languageOf,
  normaliseEmail,
  parseId,
  storable,
  type CustomerId,
  type Language,
  type ProductId,
} from '../kernel/index.ts'

export const LONGEST_QUESTION = 5000

/** What a shopper wrote, checked. `customerId` is set where the shop has logged this person in. */
export type Question = {
  email: string
  name: string | null
  customerId: CustomerId | null
  productId: ProductId | null
  language: Language
  text: string
}

export type QuestionProblems = {
  email?: 'missing' | 'invalid'
  text?: 'missing' | 'too-long'
  name?: 'too-long'
}

export type QuestionReading =
  { outcome: 'read'; question: Question } | { outcome: 'invalid'; problems: QuestionProblems }

/** Reads a question from fields as a form or JSON brings them: email, name, text, product_id, locale. */
export function readQuestion(fields: Record<string, unknown>, customerId: CustomerId | null): QuestionReading {
  const checked = schema.safeParse(fields)
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => [issue.path[0], issue.message])
    return { outcome: 'invalid', problems: Object.fromEntries(problems.reverse()) as QuestionProblems }
  }
  const { email, name, text, product_id, locale } = checked.data
  return {
    outcome: 'read',
    question: { email, name, text, customerId, productId: parseId(product_id), language: languageOf(locale) },
  }
}

const words = z.string().catch('').transform(storable)

const schema = z.object({
  email: words
    .refine((value) => value.trim() !== '', { error: 'missing', abort: true })
    .refine((value) => z.email().safeParse(normaliseEmail(value)).success, { error: 'invalid' })
    .transform((value) => normaliseEmail(value) ?? ''),
  name: words
    .transform((value) => oneLine(value))
    .refine((value) => value.length <= 200, { error: 'too-long' })
    .transform((value) => (value === '' ? null : value)),
  text: words
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .refine((value) => value !== '', { error: 'missing' })
    .refine((value) => value.length <= LONGEST_QUESTION, { error: 'too-long' }),
  product_id: words,
  locale: words,
})

// A name ends up in a mail's header and greeting, where a line break would be another header.
function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}
