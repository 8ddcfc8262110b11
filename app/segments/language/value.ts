import { readDate } from './dates.ts'
import type { Expected, ProblemCode } from './problem.ts'
import type { Reader } from './reader.ts'
import type { Subject, TextFormat } from './subject.ts'
import type { Value } from './syntax-tree.ts'
import type { Token } from './tokens.ts'

const NUMBER = /^([+-]?)0*(\d+)(?:\.(\d+))?$/
const ID = /^\d{1,19}$/
const GREATEST_ID = 9_223_372_036_854_775_807n
const LONGEST_NUMBER = 30
const formats: Record<TextFormat, RegExp> = {
  country: /^[A-Z]{2}$/,
  region: /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
  currency: /^[A-Z]{3}$/,
}

/** Reads one value that fits the subject's type. */
export function readValue(reader: Reader, subject: Subject): Value {
  const { type, name } = subject
  reader.couldBe(...samplesOf(subject))
  const token = reader.peek()
  if (token.kind === 'end') return reader.refuse('unexpected')
  if (token.kind === 'string' && !token.closed) return reader.refuse('unterminated')
  if (token.text.toUpperCase() === 'NULL') return reader.refuse('isNull')
  switch (type.kind) {
    case 'date':
      return readDateValue(reader, token)
    case 'amount':
      return readNumber(reader, token, 'amount', name, {})
    case 'integer':
    case 'decimal':
      return readNumber(reader, token, type.kind, name, type)
    case 'id':
      return readId(reader, token)
    case 'boolean':
      return readBoolean(reader, token)
    case 'text': {
      const text = readText(reader, token)
      if (type.format !== undefined && !formats[type.format].test(text.text)) return reader.refuse(type.format)
      return taken(reader, text)
    }
    case 'enumeration': {
      const { text, at } = readText(reader, token)
      const asked = text.toUpperCase()
      const found = type.aliases?.[asked] ?? asked
      if (type.values.includes(found)) return taken(reader, { kind: 'text', text: found, at })
      return reader.refuse('enumeration', token, { name, values: type.values.join(', ') })
    }
    case 'coordinates': {
      const { text, at } = readText(reader, token)
      const pair = coordinatesOf(text)
      return pair === null ? reader.refuse('coordinates') : taken(reader, { kind: 'text', text: pair, at })
    }
    case 'any':
      return readAny(reader, token)
  }
}

function readText(reader: Reader, token: Token): Value & { kind: 'text' } {
  if (token.kind === 'string') return { kind: 'text', text: token.value, at: token.at }
  return reader.refuse(/^[‘’‚‛“”„`´]/.test(token.text) ? 'straightQuotes' : 'quotes')
}

function readDateValue(reader: Reader, token: Token): Value {
  const date = readDate(token.kind === 'string' ? token.value : token.text)
  if (date === null) return reader.refuse('date')
  if (date === 'no-such-day') return reader.refuse('noSuchDay')
  return taken(reader, { kind: 'date', date, at: token.at })
}

function readNumber(
  reader: Reader,
  token: Token,
  code: 'amount' | 'integer' | 'decimal',
  name: string,
  { min = -Infinity, max = Infinity }: { min?: number; max?: number },
): Value {
  const digits = token.kind === 'literal' ? digitsOf(token.text) : null
  if (digits === null || (code === 'integer' && digits.includes('.'))) return reader.refuse(code)
  const [least, most] = [String(min), String(max)]
  if (Number(digits) < min || Number(digits) > max) {
    if (max === Infinity) return reader.refuse('atLeast', token, { name, least })
    return reader.refuse('range', token, { name, least, most })
  }
  return taken(reader, { kind: 'number', digits, at: token.at })
}

/** The digits without needless zeros, so that equal numbers are equal texts; null for what is no number. */
function digitsOf(written: string): string | null {
  if (written.length > LONGEST_NUMBER) return null
  const [, sign, whole, decimals = ''] = NUMBER.exec(written) ?? []
  if (whole === undefined) return null
  const kept = decimals.replace(/0+$/, '')
  const digits = kept === '' ? whole : `${whole}.${kept}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

function readId(reader: Reader, token: Token): Value {
  const written = token.kind === 'string' ? token.value : token.text
  if (!ID.test(written) || BigInt(written) > GREATEST_ID) return reader.refuse('id')
  return taken(reader, { kind: 'number', digits: String(BigInt(written)), at: token.at })
}

function readBoolean(reader: Reader, token: Token): Value {
  const word = token.kind === 'word' ? token.text.toLowerCase() : ''
  if (word !== 'true' && word !== 'false') return reader.refuse('boolean')
  return taken(reader, { kind: 'boolean', yes: word === 'true', at: token.at })
}

function readAny(reader: Reader, token: Token): Value {
  if (token.kind === 'string') return taken(reader, readText(reader, token))
  if (/^(true|false)$/i.test(token.text)) return readBoolean(reader, token)
  const digits = token.kind === 'literal' ? digitsOf(token.text) : null
  if (digits !== null) return taken(reader, { kind: 'number', digits, at: token.at })
  const date = readDate(token.text)
  if (date === 'no-such-day') return reader.refuse('noSuchDay')
  if (date !== null) return taken(reader, { kind: 'date', date, at: token.at })
  const code: ProblemCode = token.kind === 'literal' ? 'anyValue' : 'quotes'
  return reader.refuse(code)
}

function coordinatesOf(text: string): string | null {
  const [latitude, longitude, more] = text.split(',', 3).map((part) => digitsOf(part.trim()))
  if (latitude == null || longitude == null || more !== undefined) return null
  return Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180 ? `${latitude},${longitude}` : null
}

function taken(reader: Reader, value: Value): Value {
  reader.take()
  return value
}

function samplesOf({ type, name, of }: Subject): Expected[] {
  const place: Expected = { kind: 'valueOf', text: of === undefined ? name : `${of}.${name}` }
  const values = (...texts: string[]): Expected[] => texts.map((text) => ({ kind: 'value', text }))
  switch (type.kind) {
    case 'date':
      return [...values('today', 'yesterday', '-7d', '-30d', '-90d', '-12m'), place]
    case 'boolean':
      return values('true', 'false')
    case 'enumeration':
      return values(...type.values.map((value) => `'${value}'`))
    default:
      return [place]
  }
}
