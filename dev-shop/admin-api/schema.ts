import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema } from 'graphql'
import type { GraphQLSchema, IntrospectionQuery } from 'graphql'
import { checkScalars } from './scalars.ts'

export const ADMIN_API_VERSION = '2026-10'

/** What a field or type asks of the token: any one of the scopes. */
export type RequiredAccess = { scopes: string[]; text: string }

export type AdminSchema = {
  schema: GraphQLSchema
  /** Keys are 'Type.field' and 'Type'. */
  access: Map<string, RequiredAccess>
}

let loaded: AdminSchema | undefined

/** Shopify's published schema of this version; reading it takes about a second, once a process. */
export function adminSchema(): AdminSchema {
  loaded ??= load()
  return loaded
}

type Published = {
  data: IntrospectionQuery
  offline_scopes: { items: AccessItem[] }
}
type AccessItem = {
  type: string
  typeName: string
  fieldName?: string
  requiredAccess: string
  offlineScopes: string[]
}

function load(): AdminSchema {
  // The package exports no path to its data.
  const manifest = findPackageJSON('@shopify/dev-mcp', import.meta.url)
  if (manifest === undefined) throw new Error('@shopify/dev-mcp is not installed')
  const file = join(dirname(manifest), 'dist', 'data', `admin_${ADMIN_API_VERSION}.json.gz`)
  const published = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Published
  const schema = buildClientSchema(published.data, { assumeValid: true })
  checkScalars(schema)
  return { schema, access: new Map(published.offline_scopes.items.filter(restricts).map(accessEntry)) }
}

function restricts({ offlineScopes }: AccessItem): boolean {
  return offlineScopes.length > 0
}

function accessEntry({ typeName, fieldName, requiredAccess, offlineScopes }: AccessItem): [string, RequiredAccess] {
  const key = fieldName === undefined ? typeName : `${typeName}.${fieldName}`
  return [key, { scopes: offlineScopes, text: requiredAccess }]
}
