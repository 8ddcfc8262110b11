import type { Session } from '@shopify/shopify-api'
import type { Tokens } from './access-tokens.server.ts'
import type { Queryable } from './database.server.ts'

/**
 * Puts new tokens in the place of those that a session had when it was read. Shopify's storage would make the session
 * anew; here one that was deleted meanwhile, or has got other tokens, stays as it is.
 * @returns whether they were put there
 */
export async function replaceTokens(db: Queryable, held: Session, tokens: Tokens): Promise<boolean> {
  const { accessToken, expires, scope, refreshToken, refreshTokenExpires } = tokens
  const { count } = await db.session.updateMany({
    where: { id: held.id, accessToken: held.accessToken ?? '' },
    data: {
      accessToken: accessToken ?? '',
      expires: expires ?? null,
      scope: scope ?? null,
      refreshToken: refreshToken ?? null,
      refreshTokenExpires: refreshTokenExpires ?? null,
    },
  })
  return count > 0
}
