import { appUninstalled } from './app-uninstalled.server.ts'
import { bulkOperation } from './bulk-operation.server.ts'
import { checkout } from './checkout.server.ts'
import { collection } from './collection.server.ts'
import { consent } from './consent.server.ts'
import { customerMerge } from './customer-merge.server.ts'
import { customer } from './customer.server.ts'
import { discount } from './discount.server.ts'
import { fulfillmentEvent } from './fulfillment-event.server.ts'
import { fulfillment } from './fulfillment.server.ts'
import { inventoryLevel } from './inventory-level.server.ts'
import type { Kind } from './kind.server.ts'
import { nativeSegment } from './native-segment.server.ts'
import { order } from './order.server.ts'
import { privacy } from './privacy.server.ts'
import { product } from './product.server.ts'
import { purchaseTotal } from './purchase-total.server.ts'
import { redeemCode } from './redeem-code.server.ts'
import { refund } from './refund.server.ts'
import { orderReturn } from './return.server.ts'
import { scopesUpdate } from './scopes-update.server.ts'
import { shopUpdate } from './shop-update.server.ts'
import { smsConsent } from './sms-consent.server.ts'
import { tags } from './tags.server.ts'

const kinds: Kind[] = [
  order,
  refund,
  orderReturn,
  fulfillment,
  fulfillmentEvent,
  checkout,
  customer,
  customerMerge,
  consent,
  smsConsent,
  tags,
  purchaseTotal,
  product,
  collection,
  inventoryLevel,
  discount,
  redeemCode,
  nativeSegment,
  bulkOperation,
  shopUpdate,
  scopesUpdate,
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
