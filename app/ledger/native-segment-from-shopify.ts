import { z } from 'zod'
import { toId, type NativeSegmentId } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import { bareId, exactMoment, text } from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  name: text,
  query: text,
  creationDate: exactMoment,
  lastEditDate: exactMoment,
})

/** A segment that the merchant keeps in Shopify itself. */
export type NativeSegmentRecord = ReturnType<typeof nativeSegmentFromWebhook>

/** Reads segments/create and segments/update. @throws MalformedBody naming the field */
export function nativeSegmentFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('segment', webhook, body)
  return {
    id: toId<NativeSegmentId>(told.id),
    name: told.name,
    query: told.query,
    createdAt: told.creationDate,
    updatedAt: told.lastEditDate,
    toldAt,
  }
}
