import type { Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'

/**
 * Which of the wanted access scopes the shop has not granted, in the order wanted. What app/scopes_update told last
 * counts, else what the log-in brought; a scope to write is one to read as well.
 * @param wanted as in SCOPES: separated by commas
 */
export async function missingScopes(
  db: Database,
  shop: Pick<Shop, 'id' | 'domain'>,
  wanted: string,
): Promise<string[]> {
  const told = await db.shop.findUnique({ where: { id: shop.id }, select: { scopes: true, scopesToldAt: true } })
  const session = await db.session.findFirst({ where: { shop: shop.domain, isOnline: false }, select: { scope: true } })
  const granted = told?.scopesToldAt ? told.scopes : split(session?.scope ?? '')
  const held = new Set(granted.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]))
  return split(wanted).filter((scope) => !held.has(scope))
}

function split(scopes: string): string[] {
  return scopes.split(',').flatMap((scope) => scope.trim() || [])
}
