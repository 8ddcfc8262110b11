import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { BulkOperationRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { shopTime } from './time.ts'

/** bulk_operations/finish: says that it is over, not where the result is; ask for its url. */
export function bulkOperationBody(shop: DevShop, operationId: string): JsonObject {
  const operation = first<BulkOperationRow>(shop.state, 'select * from bulk_operations where id = ?', operationId)
  if (operation === undefined) throw new Error(`no bulk operation ${operationId}`)
  return {
    admin_graphql_api_id: gid('BulkOperation', operation.id),
    completed_at: shopTime(operation.completed_at ?? shop.now().toISOString()),
    created_at: shopTime(operation.created_at),
    error_code: operation.error_code?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: operation.type.toLowerCase(),
  }
}
