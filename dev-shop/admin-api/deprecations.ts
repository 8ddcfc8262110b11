import {
  Kind,
  NoDeprecatedCustomRule,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  typeFromAST,
  validate,
} from 'graphql'
import type { DocumentNode, GraphQLInputType } from 'graphql'
import { adminSchema } from './schema.ts'

/** What an operation uses that Shopify has deprecated: fields, arguments, enum values and members of its variables. */
export function findDeprecations(document: DocumentNode, variables: Record<string, unknown>): string[] {
  const inDocument = validate(adminSchema().schema, document, [NoDeprecatedCustomRule]).map(({ message }) => message)
  return [...new Set([...inDocument, ...inVariables(document, variables)])]
}

function inVariables(document: DocumentNode, variables: Record<string, unknown>): string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return []
    return (definition.variableDefinitions ?? []).flatMap(({ variable, type }) => {
      const inputType = typeFromAST(adminSchema().schema, type as never) as GraphQLInputType | undefined
      return inputType === undefined ? [] : inValue(variables[variable.name.value], inputType)
    })
  })
}

function inValue(value: unknown, type: GraphQLInputType): string[] {
  if (value === null || typeof value !== 'object') return []
  const nullable = getNullableType(type)
  if (isListType(nullable)) {
    return (Array.isArray(value) ? value : [value]).flatMap((member) => inValue(member, nullable.ofType))
  }
  const named = getNamedType(nullable)
  if (!isInputObjectType(named)) return []
  const fields = named.getFields()
  return Object.entries(value).flatMap(([key, member]) => {
    const field = fields[key]
    if (field === undefined) return []
    const reason = field.deprecationReason
    const here = reason == null ? [] : [`The input field ${named.name}.${key} is deprecated. ${reason}`]
    return [...here, ...inValue(member, field.type)]
  })
}
