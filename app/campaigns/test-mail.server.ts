import { z } from 'zod'
import { languages, type Language, type Shop } from '../kernel/index.ts'
import { judgeMailFailure, type Mailer, type Queryable } from '../platform/index.server.ts'
import { preview } from './preview.server.ts'

const given = z.object({
  to: z.email(),
  language: z.enum(languages),
  input: z.unknown(),
  place: z.number().int().min(0),
})

export type TestMailOutcome =
  { outcome: 'test-sent'; to: string } | { outcome: 'test-refused'; reason: string } | { outcome: 'test-incomplete' }

/** Sends the draft to its author, as the chosen person of the segment would read it. Its code and its way out are examples. */
export async function sendTestMail(
  { db, mailer, storefrontUrl }: { db: Queryable; mailer: Mailer; storefrontUrl: string },
  shop: Shop,
  asked: unknown,
  now: Date,
): Promise<TestMailOutcome> {
  const read = given.safeParse(asked)
  if (!read.success) return { outcome: 'test-incomplete' }
  const { to, language, input, place } = read.data
  const shown = await preview(db, shop, { input, seed: '', storefrontUrl }, now)
  if (shown.outcome === 'invalid') return { outcome: 'test-incomplete' }
  const letter = (shown.samples[place] ?? shown.samples[0] ?? shown.example)?.letters[language]
  if (letter?.outcome !== 'rendered') return { outcome: 'test-incomplete' }
  const messageId = `<test.${crypto.randomUUID()}@${shop.domain}>`
  const { text, html } = letter
  try {
    await mailer.send({ fromName: shop.name, to, subject: marked(letter.subject, language), text, html, messageId })
    return { outcome: 'test-sent', to }
  } catch (error) {
    return { outcome: 'test-refused', reason: judgeMailFailure(error).reason }
  }
}

function marked(subject: string, language: Language): string {
  return `${language === 'de' ? '[Testmail]' : '[Test]'} ${subject}`
}
