import { checkMessage, type MessageText } from '../campaigns/index.ts'
import type { Subject } from './subject.ts'

export type TextFault = {
  part: 'subject' | 'body'
  code: 'empty' | 'syntax' | 'unknown-variable' | 'unknown-filter' | 'unknown-tag' | 'no-offer'
  name: string
}

const OCCASION = /\{\{-?\s*occasion\s*-?\}\}/g
const LINK = /\{\{-?\s*occasion_url\s*-?\}\}/g
const OF_AN_OFFER = ['code', 'offer', 'valid_until']

/** What is wrong with a text for everybody; one without an offer must not speak of a code. */
export function checkText(text: MessageText, hasOffer: boolean): TextFault[] {
  const broken = checkMessage(fillOccasion(text, { title: 'x', url: 'https://x.example' }))
  const missing = hasOffer ? [] : OF_AN_OFFER.flatMap((name) => speaksOf(text, name))
  return [...broken.map(({ part, code, name }) => ({ part, code, name })), ...missing]
}

function speaksOf(text: MessageText, name: string): TextFault[] {
  const use = new RegExp(`\\{[{%][^}]*\\b${name}\\b`)
  return (['subject', 'body'] as const)
    .filter((part) => use.test(text[part]))
    .map((part) => ({ part, code: 'no-offer', name }))
}

/** Puts in what the mail is about, as plain words: a title from the shop never becomes Liquid. */
export function fillOccasion(text: MessageText, { title, url }: { title: string; url: string }): MessageText {
  const plain = (words: string) => words.replaceAll(/[{}]/g, '')
  const fill = (template: string) => template.replace(OCCASION, () => plain(title)).replace(LINK, () => plain(url))
  return { subject: fill(text.subject), body: fill(text.body) }
}

/** The address of what the mail is about. */
export function occasionUrl(subject: Subject, storefrontUrl: string): string {
  return /^https?:/.test(subject.path) ? subject.path : `${storefrontUrl}${subject.path}`
}
