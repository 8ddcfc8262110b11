import { GraphQLError, GraphQLScalarType } from 'graphql'
import type { GraphQLSchema } from 'graphql'

const patterns: Record<string, RegExp> = {
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  Date: /^\d{4}-\d\d-\d\d$/,
  Decimal: /^-?\d+(\.\d+)?$/,
  Money: /^-?\d+(\.\d+)?$/,
  UnsignedInt64: /^\d{1,20}$/,
  URL: /^[a-z][a-z0-9+.-]*:\S+$/,
}

/**
 * Gives Shopify's scalars their form, which the published schema does not carry: what this shop answers and what an app
 * sends in variables must look as at Shopify, e.g. an UnsignedInt64 is a string of digits.
 */
export function checkScalars(schema: GraphQLSchema): void {
  for (const [name, pattern] of Object.entries(patterns)) {
    const scalar = schema.getType(name)
    if (!(scalar instanceof GraphQLScalarType)) throw new Error(`the schema has no scalar ${name}`)
    scalar.serialize = (value) => checked(name, pattern, value)
    scalar.parseValue = (value) => checked(name, pattern, typeof value === 'number' ? String(value) : value)
  }
}

function checked(name: string, pattern: RegExp, value: unknown): string {
  if (typeof value === 'string' && pattern.test(value)) return value
  throw new GraphQLError(`${JSON.stringify(value)} is no ${name}`)
}
