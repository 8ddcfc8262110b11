import type { GraphQLError, GraphQLFormattedError } from 'graphql'

/** An error as the Admin API words it: unknown fields carry Shopify's code, the rest the words of the validator. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? []
  if (field !== undefined && type !== undefined) {
    return {
      message: `Field '${field}' doesn't exist on type '${type}'`,
      ...(error.locations === undefined ? {} : { locations: error.locations }),
      extensions: { code: 'undefinedField', typeName: type, fieldName: field },
    }
  }
  const formatted = error.toJSON()
  // MAX_INPUT_SIZE_EXCEEDED points to the argument and not, as graphql-js would, to the field.
  const { path, ...extensions } = formatted.extensions ?? {}
  if (Array.isArray(path)) return { ...formatted, path: path as string[], extensions }
  return formatted
}
