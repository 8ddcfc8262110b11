import { attributes } from './attributes.ts'
import { functions } from './functions.ts'
import type { Attribute, FunctionEntry } from './subject.ts'

/** Names are read in any case. */
export function attributeNamed(name: string): Attribute | undefined {
  return attributesByName.get(name.toLowerCase())
}

/** Names are read in any case. */
export function functionNamed(name: string): FunctionEntry | undefined {
  return functionsByName.get(name.toLowerCase())
}

const METAFIELD = /^(?:metafields\.[\w$-]{1,255}|customer)\.[\w$-]{1,255}$/i

/** Shopify writes `metafields.facts.birth_date` and, in its editor, `customer.points_balance`. The key keeps its case. */
export function metafieldNamed(name: string): Attribute | undefined {
  if (!METAFIELD.test(name)) return undefined
  const [first = '', ...rest] = name.split('.')
  return { name: [first.toLowerCase(), ...rest].join('.'), type: { kind: 'any' } }
}

const attributesByName = new Map<string, Attribute>(attributes.map((attribute) => [attribute.name, attribute]))
const functionsByName = new Map<string, FunctionEntry>(functions.map((entry) => [entry.name, entry]))
