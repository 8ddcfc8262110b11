import { readClause } from './clause.ts'
import { MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_LENGTH } from './limits.ts'
import { invalid, QueryRefused, type Expected, type InvalidQuery } from './problem.ts'
import { openReader, type Reader } from './reader.ts'
import type { Condition, SegmentQuery } from './syntax-tree.ts'

export type ParsedQuery = { outcome: 'parsed'; query: SegmentQuery } | InvalidQuery

/**
 * Reads a segment query in Shopify's language, in the form of 2026-10 or the one before, with our own names. Names and
 * keywords are read in any case; the first problem is answered with its place, what could stand there, and a remedy.
 * Every token is read once and never again, so the work grows with the text's length; longer texts than 100,000
 * characters are refused unread.
 */
export function parseSegmentQuery(text: string): ParsedQuery {
  return readQuery(text).parsed
}

/** As parseSegmentQuery, with what could follow at the end and the work that was done. */
export function readQuery(text: string): {
  parsed: ParsedQuery
  following: Expected[]
  work: { tokens: number; steps: number }
} {
  if (text.length > MAX_QUERY_LENGTH) return tooLong(text)
  const reader = openReader(text)
  try {
    const query = readWhole(reader)
    return { parsed: { outcome: 'parsed', query }, following: reader.expected(), work: reader.work() }
  } catch (problem) {
    if (!(problem instanceof QueryRefused)) throw problem
    return { parsed: invalid(text, problem.problem), following: [], work: reader.work() }
  }
}

function readWhole(reader: Reader): SegmentQuery {
  let clauses = 0
  const query = readJoined('or', 0)
  if (reader.peek().kind !== 'end') reader.refuse(reader.peek().text === ',' ? 'comma' : 'unexpected')
  return query

  // OR binds weaker than AND, so alternatives are read first and each of them may be several conditions.
  function readJoined(kind: 'or' | 'and', depth: number): Condition {
    const conditions: Condition[] = []
    do {
      const condition = kind === 'or' ? readJoined('and', depth) : readSingle(depth)
      conditions.push(...(condition.kind === kind ? condition.conditions : [condition]))
    } while (reader.accept(kind === 'or' ? 'OR' : 'AND'))
    const [first, second] = conditions
    if (first === undefined || second === undefined) return first as Condition
    return { kind, conditions, at: { start: first.at.start, end: conditions.at(-1)?.at.end ?? first.at.end } }
  }

  function readSingle(depth: number): Condition {
    const opening = reader.peek()
    if (opening.text === '(') {
      reader.take()
      if (depth === MAX_DEPTH) reader.refuse('tooDeep', opening, { most: String(MAX_DEPTH) })
      const inner = readJoined('or', depth + 1)
      reader.expect(')')
      return inner
    }
    clauses += 1
    if (clauses > MAX_CLAUSES) reader.refuse('tooManyClauses', opening, { most: String(MAX_CLAUSES) })
    return readClause(reader)
  }
}

function tooLong(text: string) {
  const at = { start: MAX_QUERY_LENGTH, end: MAX_QUERY_LENGTH + 1 }
  const values = { most: String(MAX_QUERY_LENGTH) }
  const found = text.slice(at.start, at.end)
  const parsed = invalid(text, { code: 'tooLong', at, found, values, expected: [] })
  return { parsed, following: [], work: { tokens: 0, steps: 0 } }
}
