import { GraphQLError, Kind, OperationTypeNode, parse, visit, type FieldNode } from 'graphql'

// Shopify refuses dearer ones.
const DEAREST = 1000
const MUTATION = 10
const FREE = new Set(['edges', 'pageInfo', 'userErrors'])

/**
 * What Shopify will ask for an operation, estimated without its schema: a point for each object, ten for a mutation, and
 * the inside of a connection as often as its `first` or `last` says. The first answer tells the exact number.
 */
export function estimatedCost(operation: string, variables: Record<string, unknown>): number {
  const times = [1]
  let cost = 0
  try {
    visit(parse(operation), {
      OperationDefinition: ({ operation: kind, selectionSet }) => {
        if (kind === OperationTypeNode.MUTATION) cost += MUTATION * selectionSet.selections.length
      },
      Field: {
        enter(field) {
          const around = times.at(-1) ?? 1
          if (field.selectionSet !== undefined && !FREE.has(field.name.value)) cost += around
          times.push(around * pageSize(field, variables))
        },
        leave() {
          times.pop()
        },
      },
    })
  } catch (error) {
    // Shopify refuses it as well, before it costs anything.
    if (error instanceof GraphQLError) return 0
    throw error
  }
  return Math.min(DEAREST, cost)
}

/** The name of an operation, for logs and messages. */
export function operationName(operation: string): string {
  return /\b(?:query|mutation)\s+(\w+)/.exec(operation)?.[1] ?? 'unnamed'
}

function pageSize(field: FieldNode, variables: Record<string, unknown>): number {
  const size = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
  if (size?.kind === Kind.INT) return Number(size.value)
  return size?.kind === Kind.VARIABLE ? Number(variables[size.name.value] ?? 1) : 1
}
