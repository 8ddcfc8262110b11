import { comparisonOf, readList } from './comparison.ts'
import { readParameterList, readParameterName } from './parameters.ts'
import type { Reader } from './reader.ts'
import type { FunctionEntry, Subject } from './subject.ts'
import type { Comparison, Operator, Parameter, Value } from './syntax-tree.ts'
import { readValue } from './value.ts'

// Before 2026-10 a bound was part of the parameter's name.
const bounds: Record<string, Operator> = { _at_least: '>=', _at_most: '<=' }

/**
 * Reads `name: value, …` up to the closing parenthesis, the form before 2026-10: a value means "is", several in parentheses
 * mean "is one of", a date means "since".
 */
export function readOldParameters(reader: Reader, entry: FunctionEntry): Parameter[] {
  return readParameterList(reader, entry, (before) => {
    const bound = boundOf(reader.peek().text, entry)
    const subject = bound?.parameter ?? readParameterName(reader, entry, before)
    if (bound !== undefined) {
      if (before.some(({ name }) => name === subject.name)) reader.refuse('twice')
      reader.take()
    }
    reader.expect(':', 'colon')
    return { name: subject.name, ...readOldValue(reader, subject, bound?.operator) }
  })
}

function boundOf(written: string, entry: FunctionEntry): { parameter: Subject; operator: Operator } | undefined {
  const name = written.toLowerCase()
  const [suffix, operator] = Object.entries(bounds).find(([ending]) => name.endsWith(ending)) ?? []
  if (suffix === undefined || operator === undefined) return undefined
  const parameter = entry.parameters.find((known) => known.name === name.slice(0, -suffix.length))
  return parameter === undefined ? undefined : { parameter: { ...parameter, of: entry.name }, operator }
}

function readOldValue(reader: Reader, subject: Subject, bound: Operator | undefined): Comparison {
  const since = subject.type.kind === 'date' ? '>=' : '='
  if (bound !== undefined || reader.peek().text !== '(') {
    return comparisonOf(bound ?? since, [readValue(reader, subject)], subject)
  }
  const start = reader.take().at.start
  if (subject.type.kind === 'coordinates') return { operator: '=', values: [readPair(reader, start)] }
  return comparisonOf('IN', readList(reader, subject), subject)
}

/** `49.2827, -123.1207)` of `coordinates: (49.2827, -123.1207)`. */
function readPair(reader: Reader, start: number): Value {
  const degrees = (most: number): string => {
    const value = readValue(reader, { name: 'coordinates', type: { kind: 'decimal', min: -most, max: most } })
    return value.kind === 'number' ? value.digits : ''
  }
  const latitude = degrees(90)
  reader.expect(',')
  const text = `${latitude},${degrees(180)}`
  reader.expect(')')
  return { kind: 'text', text, at: { start, end: reader.lastEnd() } }
}
