import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import type { JsonObject } from '../json.ts'
import { bulkOperationBody } from './bulk-operation.ts'
import { checkoutBody, deletedCheckoutBody } from './checkout.ts'
import { collectionBody } from './collection.ts'
import { dataRequestBody, redactCustomerBody, redactShopBody } from './compliance.ts'
import { customerBody } from './customer.ts'
import { emailConsentBody, purchasingSummaryBody, smsConsentBody, taggedBody } from './customer-facts.ts'
import { deletedDiscountBody, discountBody, redeemCodeBody } from './discount.ts'
import { fulfillmentBody } from './fulfillment.ts'
import { disconnectedLevelBody, inventoryLevelBody } from './inventory-level.ts'
import { orderBody } from './order.ts'
import { productBody } from './product.ts'
import { refundBody } from './refund.ts'
import { segmentBody } from './segment.ts'
import { scopesBody, shopBody } from './shop.ts'

type BodyBuilder = (shop: DevShop, resourceId: string, extra: Record<string, unknown>) => JsonObject

const deletedBody: BodyBuilder = (_shop, resourceId) => ({ id: BigInt(resourceId) })
const deletedCustomerBody: BodyBuilder = (shop, resourceId, extra) => ({
  ...deletedBody(shop, resourceId, extra),
  admin_graphql_api_id: gid('Customer', resourceId),
  tax_exemptions: [],
})
const deletedCollectionBody: BodyBuilder = (shop, resourceId, extra) => ({
  ...deletedBody(shop, resourceId, extra),
  admin_graphql_api_id: gid('Collection', resourceId),
  published_scope: 'web',
})

const builders: Record<string, BodyBuilder> = {
  'orders/create': orderBody,
  'orders/updated': orderBody,
  'orders/paid': orderBody,
  'orders/cancelled': orderBody,
  'orders/fulfilled': orderBody,
  'orders/partially_fulfilled': orderBody,
  'orders/delete': deletedBody,
  'refunds/create': refundBody,
  'fulfillments/create': fulfillmentBody,
  'fulfillments/update': fulfillmentBody,
  'checkouts/create': checkoutBody,
  'checkouts/update': checkoutBody,
  'checkouts/delete': deletedCheckoutBody,
  'customers/create': customerBody,
  'customers/update': customerBody,
  'customers/enable': customerBody,
  'customers/disable': customerBody,
  'customers/delete': deletedCustomerBody,
  'customers/purchasing_summary': purchasingSummaryBody,
  'customers_email_marketing_consent/update': emailConsentBody,
  'customers_marketing_consent/update': smsConsentBody,
  'customer.tags_added': taggedBody,
  'customer.tags_removed': taggedBody,
  'products/create': productBody,
  'products/update': productBody,
  'products/delete': deletedBody,
  'collections/create': collectionBody,
  'collections/update': collectionBody,
  'collections/delete': deletedCollectionBody,
  'discounts/create': discountBody,
  'discounts/update': discountBody,
  'discounts/delete': deletedDiscountBody,
  'discounts/redeemcode_added': redeemCodeBody,
  'inventory_levels/connect': inventoryLevelBody,
  'inventory_levels/update': inventoryLevelBody,
  'inventory_levels/disconnect': disconnectedLevelBody,
  'segments/create': segmentBody,
  'segments/update': segmentBody,
  'segments/delete': deletedBody,
  'bulk_operations/finish': bulkOperationBody,
  'app/uninstalled': shopBody,
  'app/scopes_update': scopesBody,
  'shop/update': shopBody,
  'customers/data_request': dataRequestBody,
  'customers/redact': redactCustomerBody,
  'shop/redact': redactShopBody,
}

/** Every topic that this shop can send. */
export const sendableTopics = Object.keys(builders)

/** The body of a webhook as Shopify writes it at 2026-10. Throws on a topic that this shop cannot send. */
export function buildBody(
  shop: DevShop,
  topic: string,
  resourceId: string,
  extra: Record<string, unknown>,
): JsonObject {
  const build = builders[topic]
  if (build === undefined) throw new Error(`the dev shop cannot send webhooks of the topic ${topic}`)
  return build(shop, resourceId, extra)
}
