import { getNamedType, isObjectType } from 'graphql'
import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from 'graphql'
import { requireAccess } from './access.ts'
import { refusal } from './context.ts'
import type { Context } from './context.ts'

/**
 * Answers every field of an operation: by its resolver, or for plain values by the property of that name. A field that
 * the shop cannot answer is an error with its name and never null, so that no app learns to live with a hole.
 */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, parameters, context, info) => {
  requireAccess(context, info.parentType.name, info.fieldName, info.returnType)
  const fields = context.registry.get(info.parentType.name)
  const resolver = fields?.get(info.fieldName)
  const value =
    resolver === undefined
      ? ownProperty(source, info, fields !== undefined)
      : resolver(source as never, parameters as never, context)
  if (!context.bulk && value !== null) context.spent += pointsFor(value, info)
  return value
}

export const resolveType: GraphQLTypeResolver<unknown, Context> = (value) => {
  const name = (value as { __typename?: unknown }).__typename
  if (typeof name !== 'string') throw new Error('the dev shop has not said of which type this object is')
  return name
}

function ownProperty(source: unknown, info: GraphQLResolveInfo, hasResolvers: boolean): unknown {
  const { name } = info.parentType
  if (!hasResolvers && typeof source === 'object' && source !== null && info.fieldName in source) {
    return (source as Record<string, unknown>)[info.fieldName]
  }
  throw refusal(`dev shop has no resolver for ${name}.${info.fieldName}`, 'DEV_SHOP_INCOMPLETE')
}

function pointsFor(value: unknown, info: GraphQLResolveInfo): number {
  if (info.parentType.name === 'Mutation') return 10
  const named = getNamedType(info.returnType)
  if (!isObjectType(named) || isFree(named.name)) return 0
  return Array.isArray(value) ? value.length : 1
}

/** Pages, edges and amounts of money cost nothing themselves. */
export function isFree(typeName: string): boolean {
  return /(Connection|Edge|PageInfo|Payload|MoneyBag|MoneyV2|Count)$/.test(typeName)
}
