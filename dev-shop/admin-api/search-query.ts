import type { SQLInputValue } from 'node:sqlite'
import { refusal } from './context.ts'

/** A condition in SQL with its parameters in order. */
export type Condition = { sql: string; parameters: SQLInputValue[] }

/** How one filter of a search query becomes SQL. `operator` is one of = > < >= <=. */
export type Filter = (operator: string, value: string) => Condition

const TERM = /^(-|NOT\s+)?([a-z_]+):(>=|<=|>|<|=)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'()]+)$/
const PIECES = /(?:NOT\s+)?-?(?:[^\s"'()]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+|[()]/g

/**
 * Shopify's search syntax as SQL: terms `filter:value` with > < >= <= and quotes, '-' or NOT, joined by AND (or a space)
 * or OR, with parentheses. Shopify would ignore a filter that it does not know and answer everything; this shop refuses
 * so that a typing error does not pass unnoticed.
 */
export function searchCondition(query: string, filters: Record<string, Filter>): Condition {
  const pieces = (query.match(PIECES) ?? []).map((piece) => piece.trim())
  const [condition, rest] = readAlternatives(pieces, filters)
  if (rest.length > 0) throw refusal(`search query: "${rest.join(' ')}" is unexpected in ${query}`, 'INVALID_SEARCH')
  return condition
}

type Reading = [Condition, string[]]

function readAlternatives(pieces: string[], filters: Record<string, Filter>): Reading {
  const alternatives: Condition[] = []
  let rest = pieces
  do {
    const [condition, after] = readTogether(rest[0] === 'OR' ? rest.slice(1) : rest, filters)
    alternatives.push(condition)
    rest = after
  } while (rest[0] === 'OR')
  return [join(alternatives, ' or '), rest]
}

function readTogether(pieces: string[], filters: Record<string, Filter>): Reading {
  const terms: Condition[] = []
  let rest = pieces
  while (rest[0] !== undefined && rest[0] !== ')' && rest[0] !== 'OR') {
    const [piece, ...after] = rest
    if (piece === 'AND') rest = after
    else if (piece === '(') {
      const [inner, [closing, ...following]] = readAlternatives(after, filters)
      if (closing !== ')') throw refusal('search query: a parenthesis is not closed', 'INVALID_SEARCH')
      terms.push(inner)
      rest = following
    } else {
      terms.push(readTerm(piece, filters))
      rest = after
    }
  }
  return [join(terms, ' and '), rest]
}

function readTerm(term: string, filters: Record<string, Filter>): Condition {
  const [, negated, name, operator = '=', raw] = TERM.exec(term) ?? []
  if (name === undefined || raw === undefined) {
    throw refusal(`search query: the dev shop cannot search for "${term}", write filter:value`, 'INVALID_SEARCH')
  }
  const filter = filters[name]
  if (filter === undefined) throw refusal(`search query: the dev shop has no filter "${name}"`, 'INVALID_SEARCH')
  const condition = filter(operator, /^["']/.test(raw) ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw)
  return negated === undefined ? condition : { ...condition, sql: `not coalesce(${condition.sql}, 0)` }
}

function join(conditions: Condition[], word: string): Condition {
  const [only] = conditions
  if (only === undefined) return { sql: '1', parameters: [] }
  if (conditions.length === 1) return only
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(word)})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  }
}
