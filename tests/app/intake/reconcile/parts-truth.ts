import type { Shop } from '../../../../app/kernel/index.ts'
import type { Database } from '../../../../app/platform/index.server.ts'
import { customerTotals } from '../../../../dev-shop/customer-totals.ts'
import { discountStatus } from '../../../../dev-shop/discount-status.ts'
import type { ShopState } from '../../../../dev-shop/state/open.ts'
import { all } from '../../../../dev-shop/state/query.ts'
import type { DiscountRow } from '../../../../dev-shop/state/rows.ts'
import { inventoryItemId } from '../../../../dev-shop/webhooks/bodies/inventory-level.ts'

/** What the ledger holds of everything that is compared in a way of its own, in a form that partsInShop has as well. */
export async function partsHere(db: Database, { id: shopId }: Pick<Shop, 'id'>) {
  const rows = async (sql: string) =>
    (await db.$queryRawUnsafe<{ row: string }[]>(`select ${sql} order by 1`)).map(({ row }) => row)
  const mine = `where shop_id = ${String(shopId)}`
  const sums = await db.purchaseTotal.findMany({ where: { shopId } })
  return {
    refundLines: await rows(`concat_ws(',', refund_id, order_line_id, quantity) as row from refund_line
       ${mine} and refund_id in (select id from refund ${mine} and exact)`),
    parcels: await rows(`concat_ws(',', order_id, id, status) as row from fulfillment ${mine}`),
    events: await rows(
      `concat_ws(',', fulfillment_id, id, status) as row from fulfillment_event ${mine} and deleted_at is null`,
    ),
    returns: await rows(`concat_ws(',', order_id, id, status, decline_reason) as row from order_return ${mine}`),
    checkouts: await rows(
      `token as row from checkout ${mine} and token not in (select token from completed_checkout ${mine})`,
    ),
    discounts: await rows(`concat_ws(',', id, title, status) as row from discount ${mine} and deleted_at is null`),
    codes: await rows(`concat_ws(',', c.id, c.discount_id, c.code) as row from redeem_code c
       join discount d on d.shop_id = c.shop_id and d.id = c.discount_id and d.deleted_at is null
       where c.shop_id = ${String(shopId)} and c.deleted_at is null`),
    stock: await rows(`concat_ws(',', inventory_item_id, available) as row from inventory_level ${mine}`),
    segments: await rows(`concat_ws(',', id, name, query) as row from native_segment ${mine} and deleted_at is null`),
    texts: await rows(
      `distinct concat_ws(',', customer_id, state) as row from consent_event ${mine} and channel = 'sms'`,
    ),
    totals: sums.map(({ customerId, orders, spentMinor }) => [customerId, orders, spentMinor].join()).sort(),
  }
}

/** What the dev shop itself holds; sums of those whom the ledger has a sum of. */
export function partsInShop(state: ShopState): Awaited<ReturnType<typeof partsHere>> {
  const column = (sql: string) =>
    all<{ row: string }>(state, `select ${sql}`)
      .map(({ row }) => row)
      .sort()
  const buyers = all<{ id: string }>(
    state,
    `select distinct customer_id as id from orders where customer_id in (
    select customer_id from orders where created_at > datetime('now', '-1 hour'))`,
  )
  return {
    refundLines: column(`concat_ws(',', refund_id, order_line_id, quantity) as row from refund_lines
      where refund_id in (select id from refunds where created_at > datetime('now', '-1 hour'))`),
    parcels: column(`concat_ws(',', order_id, id, 'success') as row from fulfillments`),
    events: column(`concat_ws(',', fulfillment_id, id, lower(status)) as row from fulfillment_events`),
    returns: column(`concat_ws(',', order_id, id, lower(status), lower(decline_reason)) as row from returns`),
    checkouts: column('token as row from checkouts'),
    discounts: all<DiscountRow>(state, 'select * from discounts')
      .map((row) => [row.id, row.title, discountStatus(row, new Date()).toLowerCase()].join())
      .sort(),
    codes: column(`concat_ws(',', id, discount_id, code) as row from discount_codes`),
    stock: all<{ id: string; n: number }>(state, 'select id, inventory_quantity as n from variants')
      .map(({ id, n }) => [inventoryItemId(id), n].join())
      .sort(),
    segments: column(`concat_ws(',', id, name, query) as row from segments`),
    texts: column(`concat_ws(',', customer_id, 'subscribed') as row from sms_consents`),
    totals: buyers
      .map(({ id }) => {
        const { orders, spent } = customerTotals(state, id)
        return [id, orders, spent].join()
      })
      .sort(),
  }
}
