import { appUninstalled } from './app-uninstalled.server.ts'
import { bulkOperation } from './bulk-operation.server.ts'
import { collection } from './collection.server.ts'
import { consent } from './consent.server.ts'
import { customer } from './customer.server.ts'
import type { Kind } from './kind.server.ts'
import { order } from './order.server.ts'
import { privacy } from './privacy.server.ts'
import { product } from './product.server.ts'
import { refund } from './refund.server.ts'
import { shopUpdate } from './shop-update.server.ts'
import { tags } from './tags.server.ts'

const kinds: Kind[] = [
  order,
  refund,
  customer,
  consent,
  tags,
  product,
  collection,
  bulkOperation,
  shopUpdate,
  appUninstalled,
  privacy,
]

const byTopic = new Map(kinds.flatMap((kind) => kind.topics.map((topic) => [topic, kind] as const)))

/** The kind that reads a topic; undefined where none does. */
export function kindOf(topic: string): Kind | undefined {
  return byTopic.get(topic)
}

/** Every topic that is read. */
export const topicsRead = [...byTopic.keys()]
