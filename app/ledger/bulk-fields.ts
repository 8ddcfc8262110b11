import { idFromGid, parseMinor, type Id } from '../kernel/index.ts'
import { MalformedBody } from './shopify-json.ts'

// An export has millions of objects, and reading them by a schema took a fifth of the import's time. These readers say
// the same as the schemas of the webhooks, field by field.

export type Fields = Readonly<Record<string, unknown>>

/** The object itself, ready to be read. @throws MalformedBody where it is none */
export function fieldsOf(what: string, given: unknown): Fields {
  if (typeof given === 'object' && given !== null) return given as Fields
  throw wrong(what, 'object', given)
}

/** An object in a field; null where there is none. */
export function optionalFields(fields: Fields, key: string, what: string): Fields | null {
  const value = fields[key]
  return value === undefined || value === null ? null : fieldsOf(`${what}.${key}`, value)
}

export function textIn(fields: Fields, key: string, what: string): string {
  const value = fields[key]
  if (typeof value === 'string') return value
  throw wrong(`${what}.${key}`, 'string', value)
}

/** A text that is not blank, or null. */
export function optionalTextIn(fields: Fields, key: string, what: string): string | null {
  const value = fields[key]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw wrong(`${what}.${key}`, 'string', value)
  return value.trim() === '' ? null : value
}

export function flagIn(fields: Fields, key: string, what: string): boolean {
  const value = fields[key]
  if (typeof value === 'boolean') return value
  throw wrong(`${what}.${key}`, 'boolean', value)
}

export function countIn(fields: Fields, key: string, what: string): number {
  const value = fields[key]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw wrong(`${what}.${key}`, 'int', value)
}

export function listIn(fields: Fields, key: string, what: string): readonly unknown[] {
  const value = fields[key]
  if (Array.isArray(value)) return value
  throw wrong(`${what}.${key}`, 'array', value)
}

export function textsIn(fields: Fields, key: string, what: string): string[] {
  return listIn(fields, key, what).map((value, place) => {
    if (typeof value === 'string') return value
    throw wrong(`${what}.${key}.${String(place)}`, 'string', value)
  })
}

/** A moment cut to the second, as webhooks tell it. */
export function momentIn(fields: Fields, key: string, what: string): Date {
  const moment = optionalMomentIn(fields, key, what)
  if (moment !== null) return moment
  throw wrong(`${what}.${key}`, 'string', fields[key])
}

export function optionalMomentIn(fields: Fields, key: string, what: string): Date | null {
  const value = fields[key]
  if (value === undefined || value === null) return null
  const time = typeof value === 'string' && ISO_START.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw new MalformedBody(`${what}.${key}: expected an ISO 8601 moment`)
  return new Date(Math.floor(time / 1000) * 1000)
}

const ISO_START = /^\d{4}-\d\d-\d\dT/

/** The id in `gid://shopify/Order/123`. */
export function idIn<Kind extends string>(kind: Kind, fields: Fields, key: string, what: string): Id<Kind> {
  const gid = textIn(fields, key, what)
  try {
    return idFromGid(kind, gid)
  } catch {
    throw new MalformedBody(`${what}.${key}: expected a gid of ${kind}`)
  }
}

/** The id of an object in a field; null where there is none. */
export function idOf<Kind extends string>(kind: Kind, fields: Fields, key: string, what: string): Id<Kind> | null {
  const owner = optionalFields(fields, key, what)
  return owner === null ? null : idIn(kind, owner, 'id', `${what}.${key}`)
}

/** Minor units of the shop's money in a money bag. */
export function minorIn(fields: Fields, key: string, currency: string, what: string): number {
  const bag = fieldsOf(`${what}.${key}`, fields[key])
  const money = fieldsOf(`${what}.${key}.shopMoney`, bag.shopMoney)
  const amount = textIn(money, 'amount', `${what}.${key}.shopMoney`)
  try {
    return parseMinor(amount, currency)
  } catch {
    throw new MalformedBody(`${what}.${key}.shopMoney.amount: expected a decimal amount`)
  }
}

function wrong(path: string, expected: string, value: unknown): MalformedBody {
  const received = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return new MalformedBody(`${path}: expected ${expected}, received ${received}`)
}
