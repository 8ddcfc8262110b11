import { parseGid } from '../../ids.ts'
import { takeId, takeIds } from '../../state/open.ts'
import { first, run } from '../../state/query.ts'
import type { CodeCreationRow, DiscountRow } from '../../state/rows.ts'
import { announce } from '../../webhooks/announce.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { checkDiscount, codeExists } from '../discount-input.ts'
import type { CheckedDiscount, DiscountInput, DiscountUserError, StoredContext } from '../discount-input.ts'
import type { Fields } from '../resolver.ts'
import type { CreatedCode } from '../types/code-creation.ts'

const MOST_CODES = 250
const CODES_READY_AFTER_MS = 300

export const discountMutations: Fields = {
  discountCodeBasicCreate: createDiscount,
  discountCodeBasicUpdate: changeAdmitted,
  discountCodeDelete: deleteDiscount,
  discountCodeActivate: switching(1),
  discountCodeDeactivate: switching(0),
  discountRedeemCodeBulkAdd: addCodes,
}

function createDiscount(
  _source: unknown,
  { basicCodeDiscount }: { basicCodeDiscount: DiscountInput },
  context: Context,
) {
  const checked = checkDiscount(basicCodeDiscount, context)
  if (Array.isArray(checked)) return { codeDiscountNode: null, userErrors: checked }
  const [id = '', codeId = ''] = takeIds(context.shop.state, 2)
  insertDiscount(context, id, checked)
  const now = context.shop.now().toISOString()
  const code = [codeId, id, checked.code, now]
  run(context.shop.state, 'insert into discount_codes (id, discount_id, code, created_at) values (?, ?, ?, ?)', ...code)
  announce(context.shop, 'discounts/create', id)
  announce(context.shop, 'discounts/redeemcode_added', codeId)
  return { codeDiscountNode: discountById(context, id), userErrors: [] }
}

type Change = { id: string; basicCodeDiscount: { context?: { customers?: { add?: string[]; remove?: string[] } } } }

/** Of an update this shop takes who may use the discount; `add` and `remove` change the list that is there. */
function changeAdmitted(_source: unknown, { id: given, basicCodeDiscount: change }: Change, context: Context) {
  const discount = findDiscount(context, given)
  if (discount === null) return { codeDiscountNode: null, userErrors: [unknownDiscount('id')] }
  const { customers } = change.context ?? {}
  if (customers === undefined || Object.keys(change).length > 1) {
    throw refusal('dev shop updates the customers of a discount only', 'BAD_REQUEST')
  }
  for (const ids of [customers.add ?? [], customers.remove ?? []]) {
    if (ids.length > MOST_CODES) throw refusal(tooLong(ids.length), 'MAX_INPUT_SIZE_EXCEEDED')
  }
  const stored = JSON.parse(discount.context) as StoredContext
  const field = ['basicCodeDiscount', 'context', 'customers', 'add']
  const added = (customers.add ?? []).map((customer) => parseGid(customer, 'Customer'))
  const unknown = added.find(
    (id) => first(context.shop.state, 'select 1 from customers where id = ?', id) === undefined,
  )
  if (unknown !== undefined) {
    const message = `Customer with id: ${unknown ?? ''} is invalid`
    return { codeDiscountNode: null, userErrors: [{ field, message, code: 'INVALID', extraInfo: null }] }
  }
  const removed = (customers.remove ?? []).map((customer) => parseGid(customer, 'Customer'))
  const before = 'customers' in stored ? stored.customers : []
  const admitted = [...new Set([...before, ...added])].filter((id) => !removed.includes(id))
  const now = context.shop.now().toISOString()
  const text = JSON.stringify({ customers: admitted })
  run(context.shop.state, 'update discounts set context = ?, updated_at = ? where id = ?', text, now, discount.id)
  announce(context.shop, 'discounts/update', discount.id)
  return { codeDiscountNode: discountById(context, discount.id), userErrors: [] }
}

function tooLong(length: number): string {
  return `The input array size of ${String(length)} is greater than the maximum allowed of ${String(MOST_CODES)}.`
}

function deleteDiscount(_source: unknown, { id: given }: { id: string }, context: Context) {
  const discount = findDiscount(context, given)
  if (discount === null) return { deletedCodeDiscountId: null, userErrors: [unknownDiscount('id')] }
  announce(context.shop, 'discounts/delete', discount.id)
  run(context.shop.state, 'delete from discounts where id = ?', discount.id)
  return { deletedCodeDiscountId: given, userErrors: [] }
}

function switching(active: 0 | 1) {
  return (_source: unknown, { id: given }: { id: string }, context: Context) => {
    const discount = findDiscount(context, given)
    if (discount === null) return { codeDiscountNode: null, userErrors: [unknownDiscount('id')] }
    const now = context.shop.now().toISOString()
    const endsAt = active === 0 ? now : null
    run(
      context.shop.state,
      'update discounts set active = ?, ends_at = ?, updated_at = ? where id = ?',
      active,
      endsAt,
      now,
      discount.id,
    )
    announce(context.shop, 'discounts/update', discount.id)
    return { codeDiscountNode: discountById(context, discount.id), userErrors: [] }
  }
}

type AddCodes = { discountId: string; codes: { code: string }[] }

function addCodes(_source: unknown, { discountId, codes }: AddCodes, context: Context) {
  if (codes.length > MOST_CODES) {
    throw refusal(tooLong(codes.length), 'MAX_INPUT_SIZE_EXCEEDED', { path: ['discountRedeemCodeBulkAdd', 'codes'] })
  }
  const discount = findDiscount(context, discountId)
  if (discount === null) return { bulkCreation: null, userErrors: [unknownDiscount('discountId')] }
  if (codes.length === 0) {
    return {
      bulkCreation: null,
      userErrors: [{ ...unknownDiscount('codes'), message: "Codes can't be blank", code: 'BLANK' }],
    }
  }
  const now = context.shop.now()
  const creation: CodeCreationRow = {
    id: takeId(context.shop.state),
    discount_id: discount.id,
    created_at: now.toISOString(),
    ready_at: new Date(now.getTime() + CODES_READY_AFTER_MS).toISOString(),
    codes: JSON.stringify(codes.map(({ code }) => addCode(context, discount.id, code))),
  }
  run(
    context.shop.state,
    'insert into code_creations (id, discount_id, created_at, ready_at, codes) values (?, ?, ?, ?, ?)',
    creation.id,
    creation.discount_id,
    creation.created_at,
    creation.ready_at,
    creation.codes,
  )
  return { bulkCreation: creation, userErrors: [] }
}

function addCode(context: Context, discountId: string, code: string): CreatedCode {
  if (code.length > 255) return { code, error: 'is too long (maximum is 255 characters)' }
  if (code.trim() === '') return { code, error: "can't be blank" }
  if (codeExists(context, code)) return { code, error: 'must be unique. Please try a different code.' }
  const id = takeId(context.shop.state)
  const now = context.shop.now().toISOString()
  const values = [id, discountId, code, now]
  run(
    context.shop.state,
    'insert into discount_codes (id, discount_id, code, created_at) values (?, ?, ?, ?)',
    ...values,
  )
  announce(context.shop, 'discounts/redeemcode_added', id)
  return { code, error: null }
}

function insertDiscount({ shop }: Context, id: string, discount: CheckedDiscount): void {
  const now = shop.now().toISOString()
  run(
    shop.state,
    `insert into discounts (id, title, starts_at, ends_at, usage_limit, applies_once_per_customer, context, value, items,
       minimum, combines_with, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    discount.title,
    discount.startsAt,
    discount.endsAt,
    discount.usageLimit,
    discount.appliesOncePerCustomer ? 1 : 0,
    JSON.stringify(discount.context),
    JSON.stringify(discount.value),
    JSON.stringify(discount.items),
    discount.minimum === null ? null : JSON.stringify(discount.minimum),
    JSON.stringify(discount.combinesWith),
    now,
    now,
  )
}

/** A discount by the global id of its DiscountNode or DiscountCodeNode, which share the number. */
export function findDiscount(context: Context, given: string): DiscountRow | null {
  const id = parseGid(given, 'DiscountCodeNode', 'DiscountNode')
  return id === null ? null : discountById(context, id)
}

function discountById({ shop }: Context, id: string): DiscountRow | null {
  return first<DiscountRow>(shop.state, 'select * from discounts where id = ?', id) ?? null
}

function unknownDiscount(field: string): DiscountUserError {
  return { field: [field], message: 'Code discount does not exist.', code: 'INVALID', extraInfo: null }
}
