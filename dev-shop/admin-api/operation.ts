import { GraphQLError, execute, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql'
import type { DevShop } from '../shop.ts'
import { inTransaction } from '../state/open.ts'
import { newContext } from './context.ts'
import { MAXIMUM_COST, canAfford, costExtension, requestedCost } from './cost.ts'
import { findDeprecations } from './deprecations.ts'
import { formatError } from './format-error.ts'
import { registry } from './registry.ts'
import { resolveField, resolveType } from './resolve-field.ts'
import { adminSchema } from './schema.ts'

export type Operation = { query: string; variables: Record<string, unknown>; operationName?: string | undefined }

export type Answer = {
  data?: unknown
  errors?: GraphQLFormattedError[]
  extensions?: Record<string, unknown>
}

/**
 * Runs one operation of an app as the Admin API does: parsed, validated against the published schema, weighed against the
 * bucket, executed in one transaction. Every refusal is an answer with `errors`, for HTTP stays 200.
 */
export function runOperation(shop: DevShop, scopes: ReadonlySet<string>, operation: Operation): Answer {
  const document = readDocument(operation.query)
  if ('errors' in document) return document
  const deprecations = findDeprecations(document, operation.variables)
  for (const one of deprecations) shop.deprecations.add(one)
  const requested = requestedCost(document, operation.variables)
  const refused = costRefusal(shop, requested)
  if (refused !== null) return refused
  shop.bucket.available -= requested
  const context = newContext(shop, registry, scopes, false)
  const result = inTransaction(shop.state, () => executeNow(document, operation, context))
  const actual = Math.min(requested, context.spent)
  shop.bucket.available = Math.min(shop.bucket.maximum, shop.bucket.available + requested - actual)
  return answer(result, {
    cost: costExtension(shop.bucket, requested, actual),
    ...(deprecations.length > 0 ? { deprecations } : {}),
  })
}

function readDocument(query: string): DocumentNode | { errors: GraphQLFormattedError[] } {
  try {
    const document = parse(query)
    const errors = validate(adminSchema().schema, document)
    return errors.length > 0 ? { errors: errors.map(formatError) } : document
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [formatError(error)] }
    throw error
  }
}

function costRefusal({ bucket }: DevShop, requested: number): Answer | null {
  if (requested > MAXIMUM_COST) {
    const message = `Query cost is ${String(requested)}, which exceeds the single query max cost limit (${String(MAXIMUM_COST)}).`
    const extensions = { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: MAXIMUM_COST }
    return { errors: [{ message, extensions }] }
  }
  if (canAfford(bucket, requested, Date.now())) return null
  const documentation = 'https://shopify.dev/api/usage/rate-limits'
  return {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation } }],
    extensions: { cost: costExtension(bucket, requested, null) },
  }
}

function executeNow(
  document: DocumentNode,
  operation: Operation,
  context: ReturnType<typeof newContext>,
): ExecutionResult {
  const result = execute({
    schema: adminSchema().schema,
    document,
    contextValue: context,
    variableValues: operation.variables,
    operationName: operation.operationName ?? null,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  })
  if (result instanceof Promise) throw new Error('a resolver of the dev shop is asynchronous')
  return result
}

function answer({ data, errors }: ExecutionResult, extensions: Record<string, unknown>): Answer {
  if (errors === undefined) return { data, extensions }
  for (const { originalError } of errors) {
    if (originalError != null && !(originalError instanceof GraphQLError)) throw originalError
  }
  return { ...(data === undefined ? {} : { data }), errors: errors.map(formatError), extensions }
}
