import { attributes } from './attributes.ts'
import { attributeNamed, functionNamed, metafieldNamed } from './catalogue.ts'
import { readComparison } from './comparison.ts'
import { readFunction } from './function-clause.ts'
import { functions } from './functions.ts'
import { nearestName } from './nearest-name.ts'
import { operatorsOf } from './operators.ts'
import type { Expected } from './problem.ts'
import type { Reader } from './reader.ts'
import type { Condition } from './syntax-tree.ts'
import type { Token } from './tokens.ts'

const names: Expected[] = [
  ...attributes.map(({ name }): Expected => ({ kind: 'attribute', text: name })),
  ...functions.map(({ name }): Expected => ({ kind: 'function', text: name })),
]
const knownNames = names.map(({ text }) => text)
const otherClauses = new Set(['FROM', 'SHOW', 'SELECT', 'WHERE'])

/** Reads one clause: an attribute with its comparison, or a function with its parameters. */
export function readClause(reader: Reader): Condition {
  reader.couldBe(...names, { kind: 'keyword', text: '(' })
  const token = reader.peek()
  if (token.kind !== 'word') return refuseName(reader, token)
  const entry = functionNamed(token.text)
  if (entry !== undefined) {
    reader.take()
    return readFunction(reader, entry, token)
  }
  const attribute = attributeNamed(token.text) ?? metafieldNamed(token.text)
  if (attribute === undefined) return refuseName(reader, token)
  reader.take()
  const comparison = readComparison(reader, attribute, operatorsOf(attribute))
  const at = { start: token.at.start, end: reader.lastEnd() }
  return { kind: 'attribute', name: attribute.name, ...comparison, at }
}

function refuseName(reader: Reader, token: Token): never {
  if (token.kind !== 'word') return reader.refuse(token.text === ',' ? 'comma' : 'unexpected')
  const word = token.text.toUpperCase()
  if (otherClauses.has(word)) return reader.refuse('whereOnly')
  if (word === 'NOT') return reader.refuse('notPlace')
  if (word === 'AND' || word === 'OR') return reader.refuse('unexpected')
  const nearest = nearestName(token.text, knownNames)
  return nearest === null ? reader.refuse('unknownName') : reader.refuse('didYouMean', token, { nearest })
}
