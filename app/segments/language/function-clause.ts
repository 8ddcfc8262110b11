import { comparisonOf, readComparison, readOperator } from './comparison.ts'
import { functionOperators } from './operators.ts'
import { readMetafield, readParameters } from './parameters.ts'
import { readOldParameters } from './parameters-of-old.ts'
import type { Reader } from './reader.ts'
import type { FunctionEntry } from './subject.ts'
import type { FunctionClause, Parameter } from './syntax-tree.ts'
import type { Token } from './tokens.ts'

/** Reads what follows a function's name, in the form of 2026-10 or the one before. */
export function readFunction(reader: Reader, entry: FunctionEntry, name: Token): FunctionClause {
  const clause = (operator: FunctionClause['operator'], parameters: Parameter[]): FunctionClause => {
    const at = { start: name.at.start, end: reader.lastEnd() }
    return { kind: 'function', name: entry.name, operator, parameters, at }
  }
  if (reader.peek().text === '(') {
    reader.take()
    if (entry.anniversary === true) return clause('MATCHES', [readOldAnniversary(reader)])
    const parameters = readOldParameters(reader, entry)
    return clause(readTruth(reader) ? 'MATCHES' : 'NOT MATCHES', parameters)
  }
  const operator = readOperator(reader, entry.name, functionOperators)
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return clause(operator, [])
  reader.expect('(')
  return clause(operator, readParameters(reader, entry))
}

/** Reads `= true` or `= false` behind the old form. */
function readTruth(reader: Reader): boolean {
  const operator = readOperator(reader, 'true', ['=', '!='])
  reader.couldBe({ kind: 'value', text: 'true' }, { kind: 'value', text: 'false' })
  const word = reader.peek().kind === 'word' ? reader.peek().text.toLowerCase() : ''
  if (word !== 'true' && word !== 'false') reader.refuse('boolean')
  reader.take()
  return (word === 'true') === (operator === '=')
}

/** `anniversary(date: 'metafields.facts.birth_date') BETWEEN today AND +30d`, from inside the parentheses on. */
function readOldAnniversary(reader: Reader): Parameter {
  reader.couldBe({ kind: 'parameter', text: 'date' })
  if (reader.peek().text.toLowerCase() !== 'date') reader.refuse('unexpected')
  reader.take()
  reader.expect(':')
  const subject = readMetafield(reader)
  reader.expect(')')
  const { operator, values } = readComparison(reader, subject, ['=', '!=', '<', '<=', '>', '>=', 'BETWEEN'])
  const at = { start: values[0]?.at.start ?? 0, end: reader.lastEnd() }
  return { name: subject.name, ...comparisonOf(operator, values, subject), at }
}
