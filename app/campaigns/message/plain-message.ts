import type { Language } from '../../kernel/index.ts'
import type { MessageText } from '../campaign.ts'
import type { Block } from './block.ts'
import { checkMessage, type BrokenPart } from './check-message.ts'

/** A mail as one text in paragraphs, for where nothing is built of blocks. */
export type PlainMessage = { subject: string; body: string }
export type BrokenPlain = Omit<BrokenPart, 'part'> & { part: keyof PlainMessage }

const BUTTONS = {
  de: { redeem: 'Jetzt einlösen', look: 'Jetzt ansehen' },
  en: { redeem: 'Use my code', look: 'Have a look' },
}
const CODE = /^\{\{-?\s*code\s*-?\}\}$/

/**
 * The blocks that say the same: a paragraph that is only the code becomes the code's, and below all stands the button. Text
 * in which Liquid may reach over paragraphs stays in one piece. The code is added where an offer's text forgets it.
 */
export function blocksOfPlain({ subject, body }: PlainMessage, hasOffer: boolean, language: Language): MessageText {
  const paragraphs = body.includes('{%') ? [body.trim()] : body.trim().split(/\n\s*\n/)
  const blocks: Block[] = []
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1)
    if (CODE.test(paragraph.trim())) blocks.push({ kind: 'code' })
    else if (last?.kind === 'text') last.text += `\n\n${paragraph}`
    else blocks.push({ kind: 'text', text: paragraph })
  }
  if (hasOffer && !blocks.some(({ kind }) => kind === 'code')) blocks.push({ kind: 'code' })
  const words = BUTTONS[language]
  return { subject, blocks: [...blocks, { kind: 'button', text: hasOffer ? words.redeem : words.look, url: '' }] }
}

/** What is wrong with such a mail for everybody. */
export function checkPlainMessage({ subject, body }: PlainMessage): BrokenPlain[] {
  const found = checkMessage({ subject, blocks: [{ kind: 'text', text: body }] })
  return found.map((problem) => ({ ...problem, part: problem.part === 'subject' ? 'subject' : 'body' }))
}
