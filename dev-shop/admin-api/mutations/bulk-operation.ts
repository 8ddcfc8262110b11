import { parse } from 'graphql'
import { all, first, run } from '../../state/query.ts'
import { takeId } from '../../state/open.ts'
import { gid, parseGid } from '../../ids.ts'
import type { BulkOperationRow } from '../../state/rows.ts'
import { checkBulkQuery } from '../../bulk/check.ts'
import { startBulkQuery } from '../../bulk/run.ts'
import type { Context } from '../context.ts'
import { findDeprecations } from '../deprecations.ts'
import type { Fields } from '../resolver.ts'

const CONCURRENT = 5

export const bulkOperationMutations: Fields = {
  bulkOperationRunQuery: runQuery,
  bulkOperationCancel: cancel,
}

function runQuery(
  _source: unknown,
  { query, groupObjects }: { query: string; groupObjects: boolean },
  context: Context,
) {
  const { shop } = context
  const problems = checkBulkQuery(query, context.registry)
  if (problems.length > 0) {
    const userErrors = problems.map((message) => ({ field: ['query'], message, code: 'INVALID' }))
    return { bulkOperation: null, userErrors }
  }
  const running = all<{ id: string }>(
    shop.state,
    "select id from bulk_operations where api_key = ? and status in ('CREATED', 'RUNNING', 'CANCELING') order by id",
    shop.app.apiKey,
  )
  if (running.length >= CONCURRENT) return { bulkOperation: null, userErrors: [tooMany(running.map(({ id }) => id))] }
  const id = takeId(shop.state)
  run(
    shop.state,
    "insert into bulk_operations (id, api_key, status, query, group_objects, created_at) values (?, ?, 'CREATED', ?, ?, ?)",
    id,
    shop.app.apiKey,
    query,
    groupObjects ? 1 : 0,
    shop.now().toISOString(),
  )
  for (const deprecation of findDeprecations(parse(query), {})) shop.deprecations.add(deprecation)
  startBulkQuery(shop, id, context)
  return { bulkOperation: operationById(context, id), userErrors: [] }
}

function cancel(_source: unknown, { id: given }: { id: string }, context: Context) {
  const operation = findOperation(context, given)
  if (operation === null) {
    return { bulkOperation: null, userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }] }
  }
  if (operation.status !== 'CREATED' && operation.status !== 'RUNNING') {
    const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`
    return { bulkOperation: operation, userErrors: [{ field: null, message }] }
  }
  run(context.shop.state, "update bulk_operations set status = 'CANCELING' where id = ?", operation.id)
  return { bulkOperation: operationById(context, operation.id), userErrors: [] }
}

/** An operation of this app by its global id, or null. */
export function findOperation(context: Context, given: string): BulkOperationRow | null {
  const id = parseGid(given, 'BulkOperation')
  return id === null ? null : operationById(context, id)
}

function operationById({ shop }: Context, id: string): BulkOperationRow | null {
  const operation = first<BulkOperationRow>(
    shop.state,
    'select * from bulk_operations where id = ? and api_key = ?',
    id,
    shop.app.apiKey,
  )
  return operation ?? null
}

function tooMany(ids: string[]) {
  const list = ids.map((id) => gid('BulkOperation', id)).join(', ')
  return {
    field: null,
    message: `A bulk query operation for this app and shop is already in progress: ${list}.`,
    code: 'OPERATION_IN_PROGRESS',
  }
}
