import { z } from 'zod'
import type { ImportId } from '../../kernel/index.ts'
import { gidText, readShape } from '../../ledger/index.ts'
import { recordFact } from '../../platform/index.server.ts'
import type { Kind } from './kind.server.ts'

const shape = z.object({ admin_graphql_api_id: gidText })

/** An export is ready: the import need not wait for its next look. */
export const bulkOperation: Kind = {
  topics: ['bulk_operations/finish'],
  async apply({ tx, shop, body }) {
    const { admin_graphql_api_id: bulkOperationId } = readShape('bulk operation', shape, body)
    // Shopify may be done before the operation's id is in our row: then a step that still waits may be the one.
    const mayWait = [{ bulkOperationId, status: 'exporting' }, { status: 'waiting' }]
    const step = await tx.importStep.findFirst({ where: { shopId: shop.id, OR: mayWait }, orderBy: { status: 'asc' } })
    if (step === null) return { outcome: 'ignored', reason: 'no import waits for it', customerIds: [] }
    const importId = step.importId as ImportId
    await recordFact(tx, { kind: 'import-continues', shopId: shop.id, importId }, { key: `import-${importId}` })
    return { outcome: 'applied', customerIds: [] }
  },
}
