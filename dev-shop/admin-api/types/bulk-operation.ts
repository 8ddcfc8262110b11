import { gid } from '../../ids.ts'
import type { BulkOperationRow } from '../../state/rows.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime, dateTimeOrNull } from '../values.ts'

export const bulkOperationFields: Fields = {
  id: ({ id }: BulkOperationRow) => gid('BulkOperation', id),
  type: ({ type }: BulkOperationRow) => type,
  status: ({ status }: BulkOperationRow) => status,
  errorCode: (operation: BulkOperationRow) => operation.error_code,
  query: ({ query }: BulkOperationRow) => query,
  createdAt: (operation: BulkOperationRow) => dateTime(operation.created_at),
  completedAt: (operation: BulkOperationRow) => dateTimeOrNull(operation.completed_at),
  objectCount: (operation: BulkOperationRow) => String(operation.object_count),
  rootObjectCount: (operation: BulkOperationRow) => String(operation.root_object_count),
  fileSize: (operation: BulkOperationRow) =>
    operation.file_size === null || operation.file_size === 0 ? null : String(operation.file_size),
  url: (operation: BulkOperationRow, _: object, { shop }: Context) =>
    operation.status === 'COMPLETED' ? resultUrl(operation, shop.origin) : null,
  partialDataUrl: (operation: BulkOperationRow, _: object, { shop }: Context) =>
    operation.partial === 1 ? resultUrl(operation, shop.origin) : null,
}

function resultUrl(operation: BulkOperationRow, origin: string): string | null {
  return operation.file_size === null || operation.file_size === 0 ? null : `${origin}/bulk/${operation.id}.jsonl`
}
