import { escapeHtml, languageOf, type Language, type Shop } from '../kernel/index.ts'

/** What the thread knows when an answer goes out. */
export type AnswerInThread = {
  id: string
  body: string
  /** Message-IDs of the thread's earlier messages, oldest first. */
  earlier: string[]
  /** `firstName` as for campaigns; null greets without one. */
  request: { email: string; firstName: string | null; locale: string; subject: string; aboutProduct: boolean }
  /** The person's newest question, quoted below the answer. */
  question: string
}

/** The mail that carries an answer: in the person's language, threaded, replies to the shop. */
export function answerMail(answer: AnswerInThread, shop: Pick<Shop, 'name' | 'email' | 'domain'>) {
  const { request } = answer
  const words = wordings[languageOf(request.locale)]
  const firstName = request.firstName?.trim() ?? ''
  const greeting = firstName === '' ? words.hello : `${words.hello} ${firstName}`
  const signature = `${words.regards}\n${words.team(shop.name)}`
  const quote = `${words.youWrote}\n${answer.question.replace(/^/gm, '> ')}`
  return {
    fromName: shop.name,
    to: request.email,
    ...(shop.email !== null && { replyTo: shop.email }),
    subject: `Re: ${request.aboutProduct ? words.about(request.subject) : request.subject}`,
    text: `${greeting},\n\n${answer.body}\n\n${signature}\n\n${quote}\n`,
    html: page(languageOf(request.locale), [
      paragraph(`${greeting},`),
      paragraph(answer.body),
      paragraph(signature),
      `<p style="color:#616161;margin:24px 0 4px">${escapeHtml(words.youWrote)}</p>`,
      `<blockquote style="margin:0;padding-left:12px;border-left:3px solid #e3e3e3;color:#616161">${lines(answer.question)}</blockquote>`,
    ]),
    messageId: messageIdOf(answer.id, shop),
    ...(answer.earlier.length > 0 && {
      inReplyTo: answer.earlier.at(-1),
      headers: { References: answer.earlier.join(' ') },
    }),
  }
}

/** The Message-ID of a message, the same at every attempt, so that a repeated mail can be told from a second one. */
export function messageIdOf(id: string, { domain }: Pick<Shop, 'domain'>): string {
  return `<${id}@${domain}>`
}

const wordings: Record<
  Language,
  { hello: string; regards: string; team(shop: string): string; about(subject: string): string; youWrote: string }
> = {
  de: {
    hello: 'Hallo',
    regards: 'Herzliche Grüße',
    team: (shop) => `Ihr Team von ${shop}`,
    about: (subject) => `Ihre Frage zu „${subject}“`,
    youWrote: 'Sie schrieben:',
  },
  en: {
    hello: 'Hello',
    regards: 'Kind regards',
    team: (shop) => `The ${shop} team`,
    about: (subject) => `Your question about “${subject}”`,
    youWrote: 'You wrote:',
  },
}

function page(language: Language, parts: string[]): string {
  const style =
    'font-family:Inter,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#303030;max-width:36em'
  return `<!doctype html><html lang="${language}"><body><div style="${style}">${parts.join('')}</div></body></html>`
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${lines(text)}</p>`
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}
