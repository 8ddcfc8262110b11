import { discountStatus } from '../../discount-status.ts'
import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { DiscountCodeRow, DiscountRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { shopTime } from './time.ts'

/** discounts/create and discounts/update. */
export function discountBody(shop: DevShop, discountId: string): JsonObject {
  const discount = first<DiscountRow>(shop.state, 'select * from discounts where id = ?', discountId)
  if (discount === undefined) throw new Error(`no discount ${discountId}`)
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    title: discount.title,
    status: discountStatus(discount, shop.now()),
    created_at: shopTime(discount.created_at),
    updated_at: shopTime(discount.updated_at),
  }
}

/** discounts/delete: nothing is left but the id. */
export function deletedDiscountBody(shop: DevShop, discountId: string): JsonObject {
  return { admin_graphql_api_id: gid('DiscountCodeNode', discountId), deleted_at: shopTime(shop.now().toISOString()) }
}

/** discounts/redeemcode_added; the resource is the code. */
export function redeemCodeBody(shop: DevShop, codeId: string): JsonObject {
  const code = first<DiscountCodeRow>(shop.state, 'select * from discount_codes where id = ?', codeId)
  if (code === undefined) throw new Error(`no discount code ${codeId}`)
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', code.discount_id),
    redeem_code: { id: gid('DiscountRedeemCode', code.id), code: code.code },
    updated_at: shop.now().toISOString(),
  }
}
