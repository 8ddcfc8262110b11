import { getNamedType } from 'graphql'
import type { GraphQLOutputType } from 'graphql'
import { refusal } from './context.ts'
import type { Context } from './context.ts'
import { adminSchema } from './schema.ts'
import type { RequiredAccess } from './schema.ts'

/** Throws Shopify's ACCESS_DENIED when the token lacks what the field or its type asks for. */
export function requireAccess(context: Context, typeName: string, fieldName: string, type: GraphQLOutputType): void {
  const missing = missingAccess(context.scopes, typeName, fieldName, type)
  if (missing === null) return
  throw refusal(`Access denied for ${fieldName} field. Required access: ${missing.text}`, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess: missing.text,
  })
}

/** What a token with these scopes lacks for a field, or null. Any one of the listed scopes is enough. */
export function missingAccess(
  scopes: ReadonlySet<string>,
  typeName: string,
  fieldName: string,
  type: GraphQLOutputType,
): RequiredAccess | null {
  let known = decided.get(scopes)
  if (known === undefined) decided.set(scopes, (known = new Map<string, RequiredAccess | null>()))
  const key = `${typeName}.${fieldName}`
  let missing = known.get(key)
  if (missing === undefined) known.set(key, (missing = decide(scopes, key, getNamedType(type).name)))
  return missing
}

/** The scopes a token really has: who may write may read. */
export function effectiveScopes(granted: string[]): ReadonlySet<string> {
  return new Set([...granted, ...granted.map((scope) => scope.replace(/^write_/, 'read_'))])
}

// A bulk operation asks the same dozens of questions a million times.
const decided = new WeakMap<ReadonlySet<string>, Map<string, RequiredAccess | null>>()

function decide(scopes: ReadonlySet<string>, field: string, typeName: string): RequiredAccess | null {
  const { access } = adminSchema()
  const asked = [access.get(field), access.get(typeName.replace(/Connection$/, ''))]
  return asked.find((one) => one !== undefined && !one.scopes.some((scope) => scopes.has(scope))) ?? null
}
