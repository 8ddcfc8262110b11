import type { CollectionId, CustomerId, OrderId, ProductId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { MERGED } from './merged.ts'
import { peopleOf, settlePeople } from './people.server.ts'
import type { Recorded } from './recorded.ts'
import { forgetAddresses } from './survivors.server.ts'
import { takeTurnOfOrders, takeTurnOfPerson } from './turns.server.ts'

// A deletion leaves a marked row that no late telling can revive, the same whatever arrived before it.

/** Deletes an order with its lines and refunds. */
export async function deleteOrder(tx: Transaction, shop: Shop, id: OrderId, deletedAt: Date): Promise<Recorded> {
  const former = await takeTurnOfOrders(tx, shop, [id])
  const applied = await tx.$executeRaw`
    insert into shop_order (shop_id, id, name, created_at, processed_at, updated_at, deleted_at, test, currency,
                            subtotal_minor, discount_minor, total_minor, discount_codes)
    values (${shop.id}, ${id}, '', 'epoch', 'epoch', 'epoch', ${deletedAt}, false, ${shop.currency}, 0, 0, 0, '{}')
    on conflict (shop_id, id) do update set
      name = '', customer_id = null, buyer_id = null, email = null, first_name = null, last_name = null, city = null,
      country_code = null, created_at = 'epoch', processed_at = 'epoch', updated_at = 'epoch', told_at = 'epoch', digest = '',
      cancelled_at = null, test = false, currency = excluded.currency, subtotal_minor = 0, discount_minor = 0, total_minor = 0,
      financial_status = null, fulfillment_status = null, channel = null, locale = null, discount_codes = '{}',
      deleted_at = excluded.deleted_at
    where shop_order.deleted_at is null or shop_order.deleted_at > excluded.deleted_at`
  await tx.$executeRaw`delete from order_line where shop_id = ${shop.id} and order_id = ${id}`
  await tx.$executeRaw`delete from refund_line where shop_id = ${shop.id} and order_id = ${id}`
  await tx.$executeRaw`delete from refund where shop_id = ${shop.id} and order_id = ${id}`
  const moved = await settlePeople(tx, shop, await peopleOf(tx, shop, former.emails))
  return { applied, customerIds: [...new Set([...former.customerIds, ...moved])] }
}

/** Empties a customer's row; his guest orders become a guest's. */
export async function deleteCustomer(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  id: CustomerId,
  deletedAt: Date,
): Promise<Recorded> {
  const { family, emails } = await takeTurnOfPerson(tx, shop, id)
  const applied = await tx.$executeRaw`
    insert into customer (shop_id, id, tags, created_at, updated_at, deleted_at)
    values (${shop.id}, ${id}, '{}', 'epoch', 'epoch', ${deletedAt})
    on conflict (shop_id, id) do update set
      email = null, first_name = null, last_name = null, phone = null, locale = null, city = null, country_code = null,
      state = null, tags = '{}', tags_told_at = null, addresses = null, addresses_told_at = null, addresses_whole = false, note = null, search_text = '', created_at = 'epoch',
      updated_at = 'epoch', told_at = 'epoch', digest = '', deleted_at = least(customer.deleted_at, excluded.deleted_at)
    where customer.deleted_at is null or customer.deleted_at > excluded.deleted_at or customer.state = ${MERGED}`
  await forgetAddresses(tx, shop, family)
  await tx.purchaseTotal.deleteMany({ where: { shopId: shop.id, customerId: id } })
  await tx.customerTag.deleteMany({ where: { shopId: shop.id, customerId: id } })
  const moved = await settlePeople(tx, shop, await peopleOf(tx, shop, emails))
  return { applied, customerIds: [...new Set([id, ...moved])] }
}

/** Marks a product as deleted and takes it out of collections. Its type and title stay: past orders tell by them what a customer likes. */
export async function deleteProduct(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  id: ProductId,
  deletedAt: Date,
): Promise<Recorded> {
  const applied = await tx.$executeRaw`
    insert into product (shop_id, id, title, handle, product_type, vendor, status, tags, created_at, updated_at, deleted_at)
    values (${shop.id}, ${id}, '', '', '', '', '', '{}', 'epoch', 'epoch', ${deletedAt})
    on conflict (shop_id, id) do update set deleted_at = excluded.deleted_at
    where product.deleted_at is null or product.deleted_at > excluded.deleted_at`
  await tx.variant.deleteMany({ where: { shopId: shop.id, productId: id } })
  await tx.collectionProduct.deleteMany({ where: { shopId: shop.id, productId: id } })
  return { applied, customerIds: [] }
}

/** Empties a collection. */
export async function deleteCollection(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  id: CollectionId,
  deletedAt: Date,
): Promise<Recorded> {
  const applied = await tx.$executeRaw`
    insert into collection (shop_id, id, title, handle, updated_at, deleted_at)
    values (${shop.id}, ${id}, '', '', 'epoch', ${deletedAt})
    on conflict (shop_id, id) do update set
      title = '', handle = '', updated_at = 'epoch', told_at = 'epoch', digest = '', products_told_at = null, deleted_at = excluded.deleted_at
    where collection.deleted_at is null or collection.deleted_at > excluded.deleted_at`
  await tx.collectionProduct.deleteMany({ where: { shopId: shop.id, collectionId: id } })
  return { applied, customerIds: [] }
}
