import { readQuery } from './parse.ts'
import type { Expected } from './problem.ts'
import type { Place } from './syntax-tree.ts'
import { tokensOf } from './tokens.ts'

/** What could be written at a place, in the place of what stands there already. */
export type Completions = { replace: Place; completions: Expected[] }

/**
 * What could stand where the cursor is, given what stands before it: names, operators, keywords and values that begin with
 * the word being typed, then those that hold it. An entry of kind `valueOf` names what the shop's own values should be
 * offered for. None where the text before holds a problem.
 */
export function completionsAt(text: string, offset: number): Completions {
  const cursor = Math.max(0, Math.min(offset, text.length))
  const typing = tokensOf(text).find(({ kind, at }) => kind !== 'end' && at.start < cursor && cursor <= at.end)
  const word = typing !== undefined && (typing.kind !== 'symbol' || cursor < typing.at.end) ? typing : undefined
  const start = word?.at.start ?? cursor
  const typed = text.slice(start, cursor).toLowerCase()
  return {
    replace: { start, end: word?.at.end ?? cursor },
    completions: fitting(possibleAfter(text.slice(0, start)), typed),
  }
}

function possibleAfter(before: string): Expected[] {
  const { parsed, following } = readQuery(before)
  if (parsed.outcome === 'parsed') return following
  return parsed.problem.at.start === before.length ? parsed.expected : []
}

function fitting(possible: Expected[], typed: string): Expected[] {
  const bare = typed.replace(/^['"]/, '')
  const place = ({ kind, text }: Expected) => {
    if (kind === 'valueOf') return 0
    const at = text.toLowerCase().replace(/^'/, '').indexOf(bare)
    return at === 0 || bare === '' ? 1 : at > 0 ? 2 : 3
  }
  return possible.filter((one) => place(one) < 3).toSorted((a, b) => place(a) - place(b))
}
