import { nativeSegmentFromWebhook } from '../../ledger/index.ts'
import { deleteNativeSegment, recordNativeSegment } from '../../ledger/index.server.ts'
import { readDeletedId } from './deleted.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const nativeSegment: Kind = {
  topics: ['segments/create', 'segments/update', 'segments/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'segments/delete')
      return outcomeOfRows(await deleteNativeSegment(tx, shop, readDeletedId('Segment', body), toldAt))
    return outcomeOfRows(await recordNativeSegment(tx, shop, nativeSegmentFromWebhook(body, toldAt)))
  },
}
