import { mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { GraphQLError, Kind, parse } from 'graphql'
import { effectiveScopes } from '../admin-api/access.ts'
import { newContext } from '../admin-api/context.ts'
import type { Context, Registry } from '../admin-api/context.ts'
import { adminSchema } from '../admin-api/schema.ts'
import { splitScopes } from '../app-config.ts'
import { installedApp } from '../install.ts'
import type { DevShop } from '../shop.ts'
import { all, first, run } from '../state/query.ts'
import type { BulkOperationRow } from '../state/rows.ts'
import { announce } from '../webhooks/announce.ts'
import { takeFault } from './faults.ts'
import { linesOf } from './lines.ts'
import { planSelection } from './plan.ts'
import type { FieldPlan, Plan } from './plan.ts'

const PAGE = 50

type Access = Pick<Context, 'scopes' | 'registry'>

/** Starts a checked bulk query; it runs page by page between the requests that the shop answers. */
export function startBulkQuery(shop: DevShop, id: string, access: Access): void {
  setImmediate(() => {
    if (!shop.state.isOpen) return
    void runBulkQuery(shop, id, access)
  })
}

/** Starts again what an earlier process left unfinished. */
export function resumeBulkQueries(shop: DevShop, registry: Registry): void {
  const scopes = effectiveScopes(splitScopes(installedApp(shop)?.granted_scopes ?? ''))
  const unfinished = all<{ id: string }>(
    shop.state,
    "select id from bulk_operations where status in ('CREATED', 'RUNNING', 'CANCELING') and api_key = ?",
    shop.app.apiKey,
  )
  for (const { id } of unfinished) startBulkQuery(shop, id, { scopes, registry })
}

type Ending = { status: 'COMPLETED' | 'CANCELED' | 'FAILED' | 'EXPIRED'; errorCode: string | null }

async function runBulkQuery(shop: DevShop, id: string, { registry, scopes }: Access): Promise<void> {
  run(shop.state, "update bulk_operations set status = 'RUNNING' where id = ? and status = 'CREATED'", id)
  const operation = requireOperation(shop, id)
  mkdirSync(shop.bulkPath, { recursive: true })
  const path = join(shop.bulkPath, `${id}.jsonl`)
  const file = await open(path, 'w')
  try {
    const ending = await writePages(shop, operation, newContext(shop, registry, scopes, true), file)
    const { size } = await file.stat()
    if (shop.state.isOpen) finish(shop, operation, ending, path, size)
  } finally {
    await file.close()
  }
}

async function writePages(
  shop: DevShop,
  operation: BulkOperationRow,
  context: Context,
  file: FileHandle,
): Promise<Ending> {
  let [objects, roots] = [0, 0]
  const failing = takeFault(shop.bulkFaults, 'fail')
  try {
    for (const root of rootsOf(operation.query, context)) {
      let after: string | null = null
      do {
        if (isCanceled(shop, operation.id)) return { status: 'CANCELED', errorCode: null }
        const page = readPage(root, context, after)
        const plan = root.planFor(root.objectType ?? '')
        const lines = linesOf(plan, page.nodes, context, operation.group_objects === 1)
        if (lines.length > 0) await file.write(`${lines.join('\n')}\n`)
        objects += lines.length
        roots += page.nodes.length
        count(shop, operation.id, objects, roots)
        if (failing !== null && roots >= failing.afterRoots)
          return { status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' }
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
        await turn()
      } while (after !== null)
    }
  } catch (error) {
    return { status: 'FAILED', errorCode: errorCodeOf(error) }
  }
  return { status: takeFault(shop.bulkFaults, 'expire') === null ? 'COMPLETED' : 'EXPIRED', errorCode: null }
}

function isCanceled(shop: DevShop, id: string): boolean {
  return !shop.state.isOpen || requireOperation(shop, id).status === 'CANCELING'
}

type Root = { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

// A bulk query has passed the check by now, so all of its roots are connections.
function rootsOf(query: string, access: Access): Plan {
  const { schema } = adminSchema()
  const queryType = schema.getQueryType()
  if (queryType == null) throw new Error('the schema has no queries')
  return parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? planSelection(definition.selectionSet, queryType, access) : [],
  )
}

function readPage({ resolver, parameters }: FieldPlan, context: Context, after: string | null): Root {
  if (resolver === undefined) throw new Error('a root of a bulk query has no resolver')
  return resolver({} as never, { ...parameters, first: PAGE, after } as never, context) as Root
}

function errorCodeOf(error: unknown): string {
  if (!(error instanceof GraphQLError)) throw error
  return error.extensions.code === 'ACCESS_DENIED' ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR'
}

function count(shop: DevShop, id: string, objects: number, roots: number): void {
  if (!shop.state.isOpen) return
  const sql = 'update bulk_operations set object_count = ?, root_object_count = ? where id = ?'
  run(shop.state, sql, objects, roots, id)
}

function finish(shop: DevShop, operation: BulkOperationRow, ending: Ending, path: string, size: number): void {
  run(
    shop.state,
    `update bulk_operations set status = ?, error_code = ?, completed_at = ?, file_size = ?, file_path = ?, partial = ?
      where id = ?`,
    ending.status,
    ending.errorCode,
    shop.now().toISOString(),
    size,
    path,
    ending.status === 'FAILED' && size > 0 ? 1 : 0,
    operation.id,
  )
  announce(shop, 'bulk_operations/finish', operation.id)
}

function requireOperation(shop: DevShop, id: string): BulkOperationRow {
  const operation = first<BulkOperationRow>(shop.state, 'select * from bulk_operations where id = ?', id)
  if (operation === undefined) throw new Error(`no bulk operation ${id}`)
  return operation
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
