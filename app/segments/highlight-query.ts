import { attributeNamed, functionNamed } from './language/catalogue.ts'
import { tokensOf } from './language/tokens.ts'
import type { Place } from './language/syntax-tree.ts'

/** A stretch of the text in one colour; `wrong` where the problem is. */
export type Stretch = { text: string; tone: 'name' | 'keyword' | 'value' | 'plain'; wrong: boolean }

const KEYWORD = /^(and|or|not|in|between|is|null|contains|starts|with|matches|not_\w+|starts_with)$/i

/** Divides a query's text into stretches of one colour; together they are the text. */
export function highlightQuery(text: string, fault: Place | null): Stretch[] {
  const stretches: Stretch[] = []
  let reached = 0
  const push = (end: number, tone: Stretch['tone']) => {
    for (const [from, to, wrong] of cut(reached, end, fault))
      stretches.push({ text: text.slice(from, to), tone, wrong })
    reached = end
  }
  for (const token of tokensOf(text)) {
    push(token.at.start, 'plain')
    if (token.kind === 'end') break
    const known = attributeNamed(token.text) !== undefined || functionNamed(token.text) !== undefined
    const tone = KEYWORD.test(token.text) ? 'keyword' : known ? 'name' : token.kind === 'symbol' ? 'plain' : 'value'
    push(token.at.end, token.kind === 'string' ? 'value' : tone)
  }
  // At the end nothing is left to underline, so a blank shows where the query stops too early.
  if (fault !== null && fault.start >= text.length) stretches.push({ text: ' ', tone: 'plain', wrong: true })
  return stretches.filter((stretch) => stretch.text !== '')
}

function cut(start: number, end: number, fault: Place | null): [number, number, boolean][] {
  if (fault === null) return [[start, end, false]]
  const [from, to] = [Math.min(Math.max(fault.start, start), end), Math.min(Math.max(fault.end, start), end)]
  return [
    [start, from, false],
    [from, to, true],
    [to, end, false],
  ]
}
