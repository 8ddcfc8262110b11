import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { SegmentRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'

/** segments/create and segments/update: times keep their milliseconds. */
export function segmentBody(shop: DevShop, segmentId: string): JsonObject {
  const segment = first<SegmentRow>(shop.state, 'select * from segments where id = ?', segmentId)
  if (segment === undefined) throw new Error(`no segment ${segmentId}`)
  return {
    id: BigInt(segment.id),
    name: segment.name,
    query: segment.query,
    creationDate: segment.created_at,
    lastEditDate: segment.updated_at,
  }
}
