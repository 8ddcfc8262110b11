import type { Resolver } from './context.ts'

export type { Resolver } from './context.ts'

/** The fields of one type that this shop can answer. */
export type Fields = Record<string, Resolver>

/** Marks an object with its type where the schema leaves it open, as in `node` or a union. */
export function typed<Value extends object>(typeName: string, value: Value): Value & { __typename: string } {
  return Object.assign(value, { __typename: typeName })
}
