import { z } from 'zod'
import { readShape } from '../../../ledger/index.ts'
import type { AdminApi } from '../../../platform/index.server.ts'

export const PAGE_INFO = 'pageInfo { hasNextPage endCursor }'
export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const shape = z.object({ page: z.object({ nodes: z.array(z.looseObject({})), pageInfo }) })

export type Answer = Record<string, unknown>
/** `toldAt` is from before the question. */
export type AskedPage = { toldAt: Date; nodes: Answer[] }

/**
 * Asks for a connection page by page; the operation calls it `page` and has the variable $after.
 * @param partOf where in an answer the page is, unless at its top
 * @throws ShopRejected, ShopUnavailable as the Admin API does
 * @throws MalformedBody where the answer has another shape
 */
export async function* askPages(
  admin: AdminApi,
  operation: string,
  variables: Record<string, unknown>,
  now: () => Date,
  partOf: (answer: unknown) => unknown = (answer) => answer,
): AsyncGenerator<AskedPage> {
  for (let after: string | null = null; ;) {
    const toldAt = now()
    const answer: unknown = await admin.run(operation, { ...variables, after })
    const { page } = readShape('page', shape, partOf(answer))
    yield { toldAt, nodes: page.nodes }
    if (!page.pageInfo.hasNextPage) return
    after = page.pageInfo.endCursor
  }
}

/** What follows in a connection of which a first part was told already. */
export async function restOf(
  admin: AdminApi,
  operation: string,
  id: string,
  { hasNextPage, endCursor }: z.infer<typeof pageInfo>,
): Promise<Answer[]> {
  if (!hasNextPage) return []
  const rest: Answer[] = []
  for (let after: string | null = endCursor; ;) {
    const answer: unknown = await admin.run(operation, { id, after })
    const { owner } = readShape('owner', ownerShape, answer)
    if (owner === null) return rest
    rest.push(...owner.page.nodes)
    if (!owner.page.pageInfo.hasNextPage) return rest
    after = owner.page.pageInfo.endCursor
  }
}

const ownerShape = z.object({ owner: shape.nullable() })
