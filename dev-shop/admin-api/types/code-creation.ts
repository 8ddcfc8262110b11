import { gid } from '../../ids.ts'
import { first } from '../../state/query.ts'
import type { CodeCreationRow, DiscountCodeRow, DiscountRow } from '../../state/rows.ts'
import { listConnection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime } from '../values.ts'

export type CreatedCode = { code: string; error: string | null }

/** DiscountRedeemCodeBulkCreation: until it is done it has imported nothing. */
export const codeCreationFields: Fields = {
  id: ({ id }: CodeCreationRow) => gid('DiscountRedeemCodeBulkCreation', id),
  createdAt: (creation: CodeCreationRow) => dateTime(creation.created_at),
  done: isDone,
  codesCount: (creation: CodeCreationRow) => codesOf(creation).length,
  importedCount: (creation: CodeCreationRow, _: object, context: Context) =>
    isDone(creation, _, context) ? codesOf(creation).filter(({ error }) => error === null).length : 0,
  failedCount: (creation: CodeCreationRow, _: object, context: Context) =>
    isDone(creation, _, context) ? codesOf(creation).filter(({ error }) => error !== null).length : 0,
  discountCode: (creation: CodeCreationRow, _: object, { shop }: Context) =>
    first<DiscountRow>(shop.state, 'select * from discounts where id = ?', creation.discount_id) ?? null,
  codes: (creation: CodeCreationRow, page: PageArguments, context: Context) =>
    listConnection(
      context,
      codesOf(creation).map((one) => createdCode(one, isDone(creation, {}, context), context)),
      page,
    ),
}

function isDone(creation: CodeCreationRow, _: object, { shop }: Context): boolean {
  return creation.ready_at <= shop.now().toISOString()
}

function codesOf(creation: CodeCreationRow): CreatedCode[] {
  return JSON.parse(creation.codes) as CreatedCode[]
}

function createdCode({ code, error }: CreatedCode, done: boolean, { shop }: Context) {
  const made = done && error === null
  return {
    code,
    discountRedeemCode: made
      ? (first<DiscountCodeRow>(shop.state, 'select * from discount_codes where upper(code) = upper(?)', code) ?? null)
      : null,
    errors: !done || error === null ? [] : [{ field: null, message: error, code: null, extraInfo: null }],
  }
}
