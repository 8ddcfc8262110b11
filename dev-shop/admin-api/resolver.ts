import type { Context } from './context.ts'

/** What answers a field. Its parent and arguments have been checked against the schema by then. */
export type Resolver = (source: never, parameters: never, context: Context) => unknown

/** The fields of one type that this shop can answer. */
export type Fields = Record<string, Resolver>

/** Marks an object with its type where the schema leaves it open, as in `node` or a union. */
export function typed<Value extends object>(typeName: string, value: Value): Value & { __typename: string } {
  return Object.assign(value, { __typename: typeName })
}
