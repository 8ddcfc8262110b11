import { MAX_VALUES } from './limits.ts'
import { operatorSpellings } from './operators.ts'
import type { Reader } from './reader.ts'
import type { Subject } from './subject.ts'
import type { Comparison, FunctionOperator, Operator, Value } from './syntax-tree.ts'
import { readValue } from './value.ts'

/** Reads an operator that goes with the subject, and its values. */
export function readComparison(reader: Reader, subject: Subject, allowed: readonly Operator[]): Comparison {
  const operator = readOperator(reader, subject.name, allowed)
  return comparisonOf(operator, readValues(reader, subject, operator), subject)
}

/** The comparison in its canonical form: one meaning has one operator. */
export function comparisonOf(operator: Operator, values: Value[], subject: Subject): Comparison {
  if (subject.list === true && operator === '=') return { operator: 'CONTAINS', values }
  if (subject.list === true && operator === '!=') return { operator: 'NOT CONTAINS', values }
  if (values.length === 1 && operator === 'IN') return { operator: '=', values }
  if (values.length === 1 && operator === 'NOT IN') return { operator: '!=', values }
  return { operator, values }
}

/** Reads one of the allowed operators; words in any case, joined by spaces or underscores. */
export function readOperator<Allowed extends Operator | FunctionOperator>(
  reader: Reader,
  name: string,
  allowed: readonly Allowed[],
): Allowed {
  const begin = reader.peek()
  let spelled = ''
  for (;;) {
    const token = reader.peek()
    const sofar = spelled === '' ? '' : `${spelled} `
    const rest = allowed.filter((operator) => operator.startsWith(sofar)).map((text) => text.slice(sofar.length))
    reader.couldBe(...rest.map((text) => ({ kind: 'operator' as const, text })))
    const next = token.kind === 'string' ? "'" : token.text.toUpperCase().replaceAll('_', ' ')
    spelled = sofar + next
    const found = allowed.find((operator) => operator === spelled)
    const known = operatorSpellings.some((operator) => operator === spelled)
    const begun = next !== '' && operatorSpellings.some((operator) => operator.startsWith(`${spelled} `))
    if (found === undefined && (known || !begun)) {
      const at = known ? begin : token
      if (at.kind === 'end') return reader.refuse('unexpected', at)
      return reader.refuse('operator', at, { name, operators: allowed.join(', ') })
    }
    reader.take()
    if (found !== undefined) return found
  }
}

function readValues(reader: Reader, subject: Subject, operator: Operator): Value[] {
  switch (operator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return []
    case 'BETWEEN': {
      const from = readValue(reader, subject)
      reader.expect('AND', reader.peek().text === ',' ? 'comma' : 'unexpected')
      return [from, readValue(reader, subject)]
    }
    case 'IN':
    case 'NOT IN':
      reader.expect('(', 'list')
      return readList(reader, subject)
    default:
      return [readValue(reader, subject)]
  }
}

/** Reads values up to the closing parenthesis; the opening one is read already. */
export function readList(reader: Reader, subject: Subject): Value[] {
  const values: Value[] = []
  do {
    if (values.length === MAX_VALUES) reader.refuse('tooManyValues', reader.peek(), { most: String(MAX_VALUES) })
    values.push(readValue(reader, subject))
  } while (reader.accept(','))
  reader.expect(')')
  return values
}
