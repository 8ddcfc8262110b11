import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'

type Row = { id: string; at: Date; minor: bigint; currency: string; lines: string[] | null }

/** Checkouts that a customer began and did not complete (`abandoned`), newest first, with the pieces. */
export const checkoutsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select 'checkout-' || token as id, updated_at as at, total_minor as minor, currency, (
      select array_agg((l ->> 'quantity') || ' × ' || (l ->> 'title')) from jsonb_array_elements(lines) l) as lines
      from checkout
     where shop_id = ${shop.id} and customer_id = ${customerId} and completed_at is null
       and not exists (select from completed_checkout done
                        where done.shop_id = checkout.shop_id and done.token = checkout.token)
       ${earlierSql('updated_at', `'checkout-' || token`, before)}
     order by updated_at desc, ('checkout-' || token) collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, minor, currency, lines }) => ({
    ...{ id, at, room: 'ledger', kind: 'abandoned', values: {} },
    money: { minor: Number(minor), currency },
    link: 'shopify://admin/checkouts',
    ...(lines !== null && { lines }),
  }))
}
