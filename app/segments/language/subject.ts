import type { Operator } from './syntax-tree.ts'

/** What kind of value stands on the right of an operator. */
export type ValueType =
  | { kind: 'date' }
  /** In the shop's currency: decimal point, no thousands separator, no symbol. */
  | { kind: 'amount' }
  | { kind: 'integer' | 'decimal'; min?: number; max?: number }
  | { kind: 'text'; format?: TextFormat }
  | { kind: 'enumeration'; values: readonly string[]; aliases?: Record<string, string> }
  | { kind: 'id' }
  | { kind: 'boolean' }
  /** 'latitude,longitude' in degrees. */
  | { kind: 'coordinates' }
  /** A metafield whose definition is not known: what is written decides. */
  | { kind: 'any' }

export type TextFormat = 'country' | 'region' | 'currency'

/** What can be compared: an attribute, a metafield or a function's parameter. */
export type Subject = {
  name: string
  /** The function whose parameter it is. */
  of?: string
  type: ValueType
  /** Holds several values, of which CONTAINS asks for one. */
  list?: true
  /** Where they differ from those that go with the type. */
  operators?: readonly Operator[]
}

/** `ours` where Shopify's own language has no such name. */
export type Attribute = Subject & { ours?: true }

export type ParameterEntry = Subject & { required?: true; ours?: true }

export type FunctionEntry = {
  name: string
  parameters: readonly ParameterEntry[]
  /** One of these is needed as well. */
  oneOf?: readonly string[]
  /** Parameters are metafields that hold dates. */
  anniversary?: true
  ours?: true
}
