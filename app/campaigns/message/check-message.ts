import type { MessageText } from '../campaign.ts'
import { liquidOf } from './block.ts'
import { checkLiquid, type LiquidProblem } from './liquid.ts'

/** Where in a message something is broken: its subject, or a block by its place. */
export type MessagePart = 'subject' | `blocks.${number}`
export type BrokenPart = Omit<LiquidProblem, 'code'> & {
  part: MessagePart
  code: LiquidProblem['code'] | 'may-be-empty'
}

/** What is wrong with a message for everybody, in branches that nobody has taken yet too. */
export function checkMessage(message: MessageText): BrokenPart[] {
  const blocks = message.blocks.flatMap((block, place) => {
    const broken = liquidOf(block)
      .map(({ text, optional }) => checkPart(text, optional))
      .find((problem) => problem !== null)
    return broken === undefined ? [] : [{ ...broken, part: `blocks.${place}` as const }]
  })
  const subject = checkPart(message.subject, false)
  if (message.blocks.length === 0) blocks.push({ part: 'blocks.0', line: 1, code: 'empty', name: '' })
  return subject === null ? blocks : [{ ...subject, part: 'subject' }, ...blocks]
}

function checkPart(text: string, optional: boolean): Omit<BrokenPart, 'part'> | null {
  if (text.trim() === '') return optional ? null : { line: 1, code: 'empty', name: '' }
  return checkLiquid(text) ?? checkNames(text)
}

const NAME = /\{\{-?\s*(customer\.(?:first|last)_name)\b([^}]*)\}\}/g

// Not everybody has told a name, and "Hallo ," must reach nobody.
function checkNames(text: string): Omit<BrokenPart, 'part'> | null {
  for (const { 1: name = '', 2: filters = '', index } of text.matchAll(NAME)) {
    if (/\|\s*default\s*:/.test(filters)) continue
    if (new RegExp(`\\{%-?\\s*(if|unless)\\s+${name.replace('.', '\\.')}\\b`).test(text)) continue
    return { line: text.slice(0, index).split('\n').length, code: 'may-be-empty', name }
  }
  return null
}
