import { Kind, TypeInfo, getNamedType, isAbstractType, isObjectType, visit, visitWithTypeInfo } from 'graphql'
import type { DocumentNode, FieldNode, GraphQLOutputType, InlineFragmentNode } from 'graphql'
import { isFree } from './resolve-field.ts'
import { adminSchema } from './schema.ts'
import type { CostBucket } from '../shop.ts'

export const MAXIMUM_COST = 1000

/**
 * What a query may cost at most, before it is run: 1 for an object, 10 for a mutation, a connection as often as its
 * `first` or `last` says. Pages, edges and money are free.
 */
export function requestedCost(document: DocumentNode, variables: Record<string, unknown>): number {
  const typeInfo = new TypeInfo(adminSchema().schema)
  const multipliers = [1]
  let cost = 0
  const fragments = document.definitions.some(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  visit(
    fragments ? inlineFragments(document) : document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(field) {
          const type = typeInfo.getType()
          const times = multipliers.at(-1) ?? 1
          cost += times * pointsOf(type, typeInfo.getParentType()?.name)
          multipliers.push(times * pageSize(field, type, variables))
        },
        leave() {
          multipliers.pop()
        },
      },
    }),
  )
  return cost
}

/** Lets the bucket run full again for the time that has passed, then says whether it holds `cost`. */
export function canAfford(bucket: CostBucket, cost: number, now: number): boolean {
  const restored = ((now - bucket.measuredAt) / 1000) * bucket.restorePerSecond
  bucket.available = Math.min(bucket.maximum, bucket.available + Math.max(0, restored))
  bucket.measuredAt = now
  return bucket.available >= cost
}

/** The cost extension of an answer. */
export function costExtension(bucket: CostBucket, requested: number, actual: number | null) {
  return {
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: {
      maximumAvailable: bucket.maximum,
      currentlyAvailable: Math.floor(bucket.available),
      restoreRate: bucket.restorePerSecond,
    },
  }
}

function pointsOf(type: GraphQLOutputType | null | undefined, parent: string | undefined): number {
  if (parent === 'Mutation') return 10
  if (type == null) return 0
  const named = getNamedType(type)
  return (isObjectType(named) || isAbstractType(named)) && !isFree(named.name) ? 1 : 0
}

function pageSize(
  field: FieldNode,
  type: GraphQLOutputType | null | undefined,
  variables: Record<string, unknown>,
): number {
  if (type == null || !getNamedType(type).name.endsWith('Connection')) return 1
  const size = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
  if (size?.kind === Kind.INT) return Number(size.value)
  if (size?.kind === Kind.VARIABLE) return Number(variables[size.name.value] ?? 1)
  return 1
}

function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  )
  const inline = (node: DocumentNode): DocumentNode =>
    visit(node, {
      FragmentSpread(spread): InlineFragmentNode | undefined {
        const fragment = fragments.get(spread.name.value)
        if (fragment === undefined) return undefined
        const { typeCondition, selectionSet } = fragment
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }
      },
    })
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  return inline({ ...document, definitions: operations })
}
