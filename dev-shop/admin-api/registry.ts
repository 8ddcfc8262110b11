import { bulkOperationMutations } from './mutations/bulk-operation.ts'
import { collectionMutations } from './mutations/collection.ts'
import { consentMutations } from './mutations/consent.ts'
import { customerMutations } from './mutations/customer.ts'
import { discountMutations } from './mutations/discount.ts'
import { segmentMutations } from './mutations/segment.ts'
import { tagMutations } from './mutations/tags.ts'
import { webhookSubscriptionMutations } from './mutations/webhook-subscription.ts'
import { queryFields } from './queries/root.ts'
import type { Registry } from './context.ts'
import { abandonedCheckoutFields, abandonedCheckoutLineFields } from './types/abandoned-checkout.ts'
import { bulkOperationFields } from './types/bulk-operation.ts'
import { codeCreationFields } from './types/code-creation.ts'
import { collectionFields } from './types/collection.ts'
import { customerFields } from './types/customer.ts'
import {
  discountCodeBasicFields,
  discountCodeNodeFields,
  discountCollectionsFields,
  discountNodeFields,
  discountProductsFields,
  redeemCodeFields,
} from './types/discount.ts'
import { fulfillmentEventFields, fulfillmentFields } from './types/fulfillment.ts'
import { inventoryItemFields, inventoryLevelFields } from './types/inventory.ts'
import { lineItemFields, refundFields, refundLineFields } from './types/line-item.ts'
import { orderFields } from './types/order.ts'
import { productFields, variantFields } from './types/product.ts'
import { returnFields } from './types/return.ts'
import { segmentFields } from './types/segment.ts'
import { shopFields } from './types/shop.ts'
import { webhookSubscriptionFields } from './types/webhook-subscription.ts'

/** Everything this shop can answer. */
export const registry: Registry = new Map(
  Object.entries({
    QueryRoot: queryFields,
    Mutation: {
      ...bulkOperationMutations,
      ...collectionMutations,
      ...consentMutations,
      ...customerMutations,
      ...discountMutations,
      ...segmentMutations,
      ...tagMutations,
      ...webhookSubscriptionMutations,
    },
    AbandonedCheckout: abandonedCheckoutFields,
    AbandonedCheckoutLineItem: abandonedCheckoutLineFields,
    BulkOperation: bulkOperationFields,
    Collection: collectionFields,
    Customer: customerFields,
    DiscountCodeBasic: discountCodeBasicFields,
    DiscountCodeNode: discountCodeNodeFields,
    DiscountCollections: discountCollectionsFields,
    DiscountNode: discountNodeFields,
    DiscountProducts: discountProductsFields,
    DiscountRedeemCode: redeemCodeFields,
    DiscountRedeemCodeBulkCreation: codeCreationFields,
    Fulfillment: fulfillmentFields,
    FulfillmentEvent: fulfillmentEventFields,
    InventoryItem: inventoryItemFields,
    InventoryLevel: inventoryLevelFields,
    LineItem: lineItemFields,
    Order: orderFields,
    Product: productFields,
    ProductVariant: variantFields,
    Refund: refundFields,
    RefundLineItem: refundLineFields,
    Return: returnFields,
    Segment: segmentFields,
    Shop: shopFields,
    WebhookSubscription: webhookSubscriptionFields,
  }).map(([type, fields]) => [type, new Map(Object.entries(fields))]),
)
