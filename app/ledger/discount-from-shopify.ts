import { z } from 'zod'
import type { DiscountId } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import { exactMoment, gidOf, gidText, moment, shortText, text } from './shopify-fields.ts'

// Shopify names one discount by DiscountNode, DiscountCodeNode or DiscountAutomaticNode; the number is the same.
const nodeId = gidText.regex(/\/Discount(Code|Automatic)?Node\//, 'expected a gid of a discount').transform((gid) => ({
  id: BigInt(/\d+/.exec(gid)?.[0] ?? 0) as DiscountId,
  method: gid.includes('Automatic') ? 'automatic' : 'code',
}))

const webhook = z.object({
  admin_graphql_api_id: nodeId,
  title: text,
  status: text,
  created_at: moment,
  updated_at: moment,
})

export type DiscountRecord = ReturnType<typeof discountFromWebhook>

/** Reads discounts/create and discounts/update. @throws MalformedBody naming the field */
export function discountFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('discount', webhook, body)
  return {
    ...told.admin_graphql_api_id,
    title: told.title,
    status: told.status.toLowerCase(),
    createdAt: told.created_at,
    updatedAt: told.updated_at,
    toldAt,
  }
}

const deletion = z.object({ admin_graphql_api_id: nodeId, deleted_at: moment })

/** Reads discounts/delete. @throws MalformedBody naming the field */
export function deletedDiscountFromWebhook(body: unknown): { id: DiscountId; method: string; deletedAt: Date } {
  const { admin_graphql_api_id: node, deleted_at: deletedAt } = readShape('discount', deletion, body)
  return { ...node, deletedAt }
}

const code = z.object({
  admin_graphql_api_id: nodeId,
  redeem_code: z.object({ id: gidOf('DiscountRedeemCode'), code: shortText }),
  updated_at: exactMoment,
})

export type RedeemCodeRecord = ReturnType<typeof redeemCodeFromWebhook>

/** Reads discounts/redeemcode_added and discounts/redeemcode_removed. @throws MalformedBody naming the field */
export function redeemCodeFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('redeem code', code, body)
  return {
    id: told.redeem_code.id,
    discountId: told.admin_graphql_api_id.id,
    code: told.redeem_code.code,
    updatedAt: told.updated_at,
    toldAt,
  }
}
