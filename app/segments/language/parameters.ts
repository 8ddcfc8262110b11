import { metafieldNamed } from './catalogue.ts'
import { readComparison } from './comparison.ts'
import { nearestName } from './nearest-name.ts'
import { parameterOperatorsOf } from './operators.ts'
import type { Reader } from './reader.ts'
import type { FunctionEntry, Subject } from './subject.ts'
import type { Parameter } from './syntax-tree.ts'

/** Reads `name operator value, …` up to the closing parenthesis; the opening one is read already. */
export function readParameters(reader: Reader, entry: FunctionEntry): Parameter[] {
  return readParameterList(reader, entry, (before) => {
    const subject = readParameterName(reader, entry, before)
    return { name: subject.name, ...readComparison(reader, subject, parameterOperatorsOf(subject)) }
  })
}

/** Reads what stands between the parentheses, one parameter by `readOne`, which is given those before it. */
export function readParameterList(
  reader: Reader,
  entry: FunctionEntry,
  readOne: (before: Parameter[]) => Omit<Parameter, 'at'>,
): Parameter[] {
  const parameters: Parameter[] = []
  if (!reader.accept(')')) {
    do {
      const start = reader.peek().at.start
      parameters.push({ ...readOne(parameters), at: { start, end: reader.lastEnd() } })
    } while (reader.accept(','))
    const word = reader.peek().text.toUpperCase()
    if (!reader.accept(')')) reader.refuse(word === 'OR' || word === 'AND' ? 'joinedInside' : 'unexpected')
  }
  checkComplete(reader, entry, parameters)
  return parameters
}

/** Reads the name of a parameter that was not given before. */
export function readParameterName(reader: Reader, entry: FunctionEntry, before: Parameter[]): Subject {
  if (entry.anniversary === true) {
    if (before.length > 0) reader.refuse('twice')
    return readMetafield(reader)
  }
  const names = entry.parameters.map(({ name }) => name)
  const free = names.filter((name) => before.every((parameter) => parameter.name !== name))
  reader.couldBe(...free.map((text) => ({ kind: 'parameter' as const, text })))
  const token = reader.peek()
  const asked = token.text.toLowerCase()
  const parameter = entry.parameters.find(({ name }) => name === asked)
  if (parameter === undefined) {
    if (token.kind === 'literal' && before.length > 0) return reader.refuse('comma')
    if (token.kind !== 'word') return reader.refuse('unexpected')
    const nearest = nearestName(asked, names)
    if (nearest !== null) return reader.refuse('didYouMean', token, { nearest })
    return reader.refuse('unknownParameter', token, { name: entry.name, parameters: names.join(', ') })
  }
  if (!free.includes(asked)) return reader.refuse('twice')
  reader.take()
  return { ...parameter, of: entry.name }
}

/** Reads which metafield holds the date, with or without quotes. */
export function readMetafield(reader: Reader): Subject {
  reader.couldBe({ kind: 'valueOf', text: 'anniversary' })
  const token = reader.peek()
  const metafield = metafieldNamed(token.kind === 'string' ? token.value : token.text)
  if (metafield === undefined) return reader.refuse('metafield')
  reader.take()
  return { name: metafield.name, type: { kind: 'date' } }
}

/** What a function cannot do without must have been given by its closing parenthesis, which was just read. */
export function checkComplete(reader: Reader, entry: FunctionEntry, parameters: Parameter[]): void {
  const given = new Set(parameters.map(({ name }) => name))
  const missing = entry.parameters.filter(({ name, required }) => required === true && !given.has(name))
  const choices = (entry.oneOf ?? []).some((name) => given.has(name)) ? [] : (entry.oneOf ?? [])
  const needed = [...missing.map(({ name }) => name), ...choices.slice(0, 1)]
  const metafield = entry.anniversary === true && parameters.length === 0
  if (needed.length === 0 && !metafield) return
  const closing = { kind: 'symbol', text: ')', at: { start: reader.lastEnd() - 1, end: reader.lastEnd() } } as const
  reader.couldBe(...needed.map((text) => ({ kind: 'parameter' as const, text })))
  if (metafield) reader.refuse('metafield', closing)
  reader.refuse('missing', closing, { name: entry.name, parameters: needed.join(', ') })
}
