import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { CheckoutRecord } from './checkout-from-shopify.ts'
import { holdMerges } from './locks.server.ts'
import { tables, writeNewest } from './newest.server.ts'
import type { Recorded } from './recorded.ts'
import type { OrderRecord } from './records.ts'
import { relation } from './relation.server.ts'
import { becameShape } from './shapes.ts'
import { survivorOf } from './survivors.server.ts'

/** Writes a checkout, unless its cart was deleted meanwhile. */
export async function recordCheckout(tx: Transaction, shop: Shop, told: CheckoutRecord): Promise<Recorded> {
  await holdMerges(tx, shop)
  if (told.cartToken !== null) {
    await lockCart(tx, shop, told.cartToken)
    const { cartToken } = told
    const gone = await tx.deletedCheckout.findUnique({ where: { shopId_cartToken: { shopId: shop.id, cartToken } } })
    if (gone !== null) return { applied: 0, customerIds: [] }
  }
  const customerId = told.customerId === null ? null : await survivorOf(tx, shop, told.customerId)
  const applied = await writeNewest(tx, shop, tables.checkout, { ...told, customerId }, told)
  return { applied, customerIds: applied > 0 && customerId !== null ? [customerId] : [] }
}

/** Deletes the checkouts of a cart, those that are still to be told included. */
export async function deleteCheckouts(
  tx: Transaction,
  shop: Shop,
  cartToken: string,
  deletedAt: Date,
): Promise<Recorded> {
  await lockCart(tx, shop, cartToken)
  const applied = await tx.$executeRaw`
    insert into deleted_checkout (shop_id, cart_token, deleted_at) values (${shop.id}, ${cartToken}, ${deletedAt})
    on conflict (shop_id, cart_token) do update set deleted_at = excluded.deleted_at
     where deleted_checkout.deleted_at > excluded.deleted_at`
  await tx.checkout.deleteMany({ where: { shopId: shop.id, cartToken } })
  return { applied, customerIds: [] }
}

/** Notes which orders checkouts became, those of checkouts that are still to be told included. */
export async function completeCheckouts(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  orders: Pick<OrderRecord, 'id' | 'checkoutToken'>[],
): Promise<void> {
  const became = orders.filter(({ checkoutToken }) => checkoutToken !== null)
  if (became.length === 0) return
  // By token, so that two writers never wait for each other.
  await tx.$executeRaw`
    insert into completed_checkout (shop_id, token, order_id)
    select ${shop.id}, checkout_token, min(id) from ${await relation(tx, becameShape, became)}
     group by checkout_token order by checkout_token collate "C"
    on conflict (shop_id, token) do update set order_id = excluded.order_id
     where completed_checkout.order_id > excluded.order_id`
}

// The deletion of a checkout that we do not have yet cannot meet it in a row.
async function lockCart(tx: Transaction, shop: Shop, cartToken: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`cart ${shop.id} ${cartToken}`}, 0))`
}
