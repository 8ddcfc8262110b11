import type { QuestionProblems } from '../conversations/index.ts'
import type { Language } from '../kernel/index.ts'
import { wordsFor } from './words.ts'

/** What the form block shows after sending; every text is in the shopper's language. */
export type QuestionReply =
  | { outcome: 'asked'; message: string }
  | { outcome: 'too-many'; message: string }
  | { outcome: 'closed'; message: string }
  | { outcome: 'invalid'; message: string; problems: Partial<Record<keyof QuestionProblems, string>> }

/** Thanks the shopper, or says why the question was not taken. */
export function replyTo(
  result: { outcome: 'asked' | 'too-many' | 'closed' } | { outcome: 'invalid'; problems: QuestionProblems },
  language: Language,
): QuestionReply {
  const words = wordsFor(language).question
  switch (result.outcome) {
    case 'asked':
      return { outcome: 'asked', message: words.asked }
    case 'too-many':
      return { outcome: 'too-many', message: words.tooMany }
    case 'closed':
      return { outcome: 'closed', message: words.closed }
    case 'invalid': {
      const { email, text, name } = result.problems
      return {
        outcome: 'invalid',
        message: words.check,
        problems: {
          ...(email && { email: words.email[email] }),
          ...(text && { text: words.text[text] }),
          ...(name && { name: words.name[name] }),
        },
      }
    }
  }
}
