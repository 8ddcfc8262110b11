import { z } from 'zod'
import type { Id } from '../../kernel/index.ts'
import { bareId, gidText, ownId, readShape } from '../../ledger/index.ts'

const shape = z.object({ id: bareId, admin_graphql_api_id: gidText.nullish() })

/** The id in the body of a deletion, which holds little else. @throws MalformedBody naming the field */
export function readDeletedId<Kind extends string>(kind: Kind, body: unknown): Id<Kind> {
  return ownId(kind, readShape(kind.toLowerCase(), shape, body))
}
