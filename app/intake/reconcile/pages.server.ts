import { z } from 'zod'
import { readShape } from '../../ledger/index.ts'
import type { AdminApi } from '../../platform/index.server.ts'
import type { Subject, Told } from './subjects/subject.server.ts'

/** Some things of a kind, complete with their children; `toldAt` is from before the question. */
export type Page = { toldAt: Date; things: Told[] }

type Wanted = { search: string | null; sortKey: 'UPDATED_AT' | 'CREATED_AT' | 'ID' }

/**
 * Asks the shop for everything of a kind that a search finds, page by page.
 * @throws ShopRejected, ShopUnavailable as the Admin API does
 * @throws MalformedBody where the answer has another shape
 */
export async function* pagesOf(
  admin: AdminApi,
  subject: Subject,
  { search, sortKey }: Wanted,
  now: () => Date,
): AsyncGenerator<Page> {
  const operation = listQuery(subject, sortKey)
  for (let after: string | null = null; ;) {
    const toldAt = now()
    const answer: unknown = await admin.run(operation, { search, after })
    const { page } = readShape(subject.list, listShape, answer)
    const things: Told[] = []
    for (const node of page.nodes) things.push({ node, children: await allChildren(admin, subject, node) })
    yield { toldAt, things }
    if (!page.pageInfo.hasNextPage) return
    after = page.pageInfo.endCursor
  }
}

type Node = z.infer<typeof nodeShape>

async function allChildren(admin: AdminApi, subject: Subject, { id, children }: Node): Promise<unknown[]> {
  if (children === undefined) return []
  const all = [...children.nodes]
  let { hasNextPage, endCursor } = children.pageInfo
  while (hasNextPage) {
    const answer: unknown = await admin.run(childrenQuery(subject), { id, after: endCursor })
    const { owner } = readShape(subject.one, ownerShape, answer)
    if (owner === null) break
    all.push(...owner.children.nodes)
    ;({ hasNextPage, endCursor } = owner.children.pageInfo)
  }
  return all
}

function listQuery({ list, fields, pageSize, children }: Subject, sortKey: Wanted['sortKey']): string {
  const inner =
    children === null
      ? ''
      : `children: ${children.connection}(first: ${children.pageSize}) { nodes { ${children.fields} } ${PAGE_INFO} }`
  return `query ReconcileList($search: String, $after: String) {
    page: ${list}(first: ${pageSize}, after: $after, query: $search, sortKey: ${sortKey}) {
      nodes { ${fields} ${inner} } ${PAGE_INFO}
    }
  }`
}

function childrenQuery({ one, children }: Subject): string {
  if (children === null) throw new Error(`${one} has no children`)
  const { connection, fields, furtherPageSize } = children
  return `query ReconcileChildren($id: ID!, $after: String) {
    owner: ${one}(id: $id) {
      children: ${connection}(first: ${furtherPageSize}, after: $after) { nodes { ${fields} } ${PAGE_INFO} }
    }
  }`
}

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }'

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const childrenShape = z.object({ nodes: z.array(z.unknown()), pageInfo })
const nodeShape = z.looseObject({ id: z.string(), children: childrenShape.optional() })
const listShape = z.object({ page: z.object({ nodes: z.array(nodeShape), pageInfo }) })
const ownerShape = z.object({ owner: z.object({ children: childrenShape }).nullable() })
