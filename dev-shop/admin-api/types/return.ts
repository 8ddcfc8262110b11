import { gid } from '../../ids.ts'
import type { OrderRow, ReturnRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime } from '../values.ts'

type Return = ReturnRow & { order: OrderRow }

export function returnsOf(order: OrderRow, page: PageArguments, context: Context) {
  const returns = connection<ReturnRow>(
    context,
    { select: 'select * from returns', key: 'id', id: 'id', where: [{ sql: 'order_id = ?', parameters: [order.id] }] },
    page,
  )
  for (const one of returns.nodes) Object.assign(one, { order })
  return returns
}

export const returnFields: Fields = {
  id: ({ id }: Return) => gid('Return', id),
  status: ({ status }: Return) => status,
  decline: (one: Return) => (one.decline_reason === null ? null : { reason: one.decline_reason, note: null }),
  createdAt: (one: Return) => dateTime(one.created_at),
  order: ({ order }: Return) => order,
}
