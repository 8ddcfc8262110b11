import type { Place } from './syntax-tree.ts'

/** `literal` begins with a digit or a sign: a number, a date or an offset. `symbol` is any other character or operator. */
export type Token =
  | { kind: 'word' | 'literal' | 'symbol'; text: string; at: Place }
  | { kind: 'string'; text: string; value: string; closed: boolean; at: Place }
  | { kind: 'end'; text: ''; at: Place }

const SPACE = /\s/
const WORD_START = /[\p{L}_$]/u
const WORD_PART = /[\p{L}\p{N}_.$]/u
const LITERAL_PART = /[\p{L}\p{N}_.:-]/u
const DIGIT = /\d/
const COMPARISON = /[=!<>]/

/**
 * Divides a query into tokens, the last of which is `end`. Every character is looked at a bounded number of times and every
 * token holds at least one, so the work grows with the text's length alone.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let start = 0
  while (start < text.length) {
    const first = text.charAt(start)
    if (SPACE.test(first)) {
      start += 1
      continue
    }
    const token = tokenAt(text, start, first)
    tokens.push(token)
    start = token.at.end
  }
  return [...tokens, { kind: 'end', text: '', at: { start: text.length, end: text.length } }]
}

function tokenAt(text: string, start: number, first: string): Token {
  if (first === "'" || first === '"') return stringAt(text, start, first)
  if (WORD_START.test(first)) return plain('word', text, start, endOfWord(text, start))
  const next = text.charAt(start + 1)
  const signed = (first === '-' || first === '+') && DIGIT.test(next)
  if (DIGIT.test(first) || signed) return plain('literal', text, start, endWhile(text, start + 1, LITERAL_PART))
  if (COMPARISON.test(first)) return plain('symbol', text, start, endWhile(text, start + 1, COMPARISON))
  return plain('symbol', text, start, start + String.fromCodePoint(text.codePointAt(start) ?? 0).length)
}

function plain(kind: 'word' | 'literal' | 'symbol', text: string, start: number, end: number): Token {
  return { kind, text: text.slice(start, end), at: { start, end } }
}

function endWhile(text: string, from: number, part: RegExp): number {
  let end = from
  while (end < text.length && part.test(text.charAt(end))) end += 1
  return end
}

// A namespace may hold hyphens, as in metafields.app--123.points; before the first dot a hyphen belongs to a number.
function endOfWord(text: string, start: number): number {
  let dotted = false
  let end = start
  while (end < text.length) {
    const character = text.charAt(end)
    if (!WORD_PART.test(character) && !(dotted && character === '-')) break
    dotted ||= character === '.'
    end += 1
  }
  return end
}

/** A text in quotes: `\'`, `\"`, `\\` and a doubled quote stand for one character, any other backslash for itself. */
function stringAt(text: string, start: number, quote: string): Token {
  const parts: string[] = []
  let end = start + 1
  let from = end
  while (end < text.length) {
    const character = text.charAt(end)
    const next = text.charAt(end + 1)
    const escapes = (character === '\\' && (next === '\\' || next === "'" || next === '"')) || doubled(character, next)
    if (escapes) {
      parts.push(text.slice(from, end), next)
      end += 2
      from = end
    } else if (character === quote) {
      return stringToken(text, start, end + 1, parts.join('') + text.slice(from, end), true)
    } else end += 1
  }
  return stringToken(text, start, end, parts.join('') + text.slice(from, end), false)

  function doubled(character: string, next: string): boolean {
    return character === quote && next === quote
  }
}

function stringToken(text: string, start: number, end: number, value: string, closed: boolean): Token {
  return { kind: 'string', text: text.slice(start, end), value, closed, at: { start, end } }
}
