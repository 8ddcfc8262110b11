import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { lockMerges } from './locks.server.ts'
import { MERGED } from './merged.ts'
import { emailsOf, peopleOf, settlePeople } from './people.server.ts'
import type { Recorded } from './recorded.ts'
import { forgetAddresses, survivorOf, withMerged } from './survivors.server.ts'

type Merge = { merged: CustomerId; into: CustomerId; toldAt: Date }

/**
 * Hands everything of a merged customer to the one who took him over, and leaves a marked row that points to that one.
 * The address stays in the marked row, for guest orders that name it; deleting either of the two takes it away.
 */
export async function mergeCustomers(tx: Transaction, shop: Shop, { merged, into, toldAt }: Merge): Promise<Recorded> {
  await lockMerges(tx, shop)
  const survivor = await survivorOf(tx, shop, into)
  if (survivor === merged) return { applied: 0, customerIds: [] }
  const family = await withMerged(tx, shop, [merged])
  const emails = await emailsOf(tx, shop, family)
  const applied = await point(tx, shop, { merged, into, toldAt })
  if (await isGone(tx, shop, into)) await forgetAddresses(tx, shop, family)
  await handOver(tx, shop, merged, survivor)
  const named = [...emails, ...(await emailsOf(tx, shop, family))]
  const moved = await settlePeople(tx, shop, await peopleOf(tx, shop, named))
  return { applied, customerIds: [...new Set([merged, survivor, ...moved])] }
}

async function point(tx: Transaction, shop: Shop, { merged, into, toldAt }: Merge): Promise<number> {
  return tx.$executeRaw`
    insert into customer (shop_id, id, state, tags, created_at, updated_at, deleted_at, merged_into)
    values (${shop.id}, ${merged}, ${MERGED}, '{}', 'epoch', 'epoch', ${toldAt}, ${into})
    on conflict (shop_id, id) do update set
      first_name = null, last_name = null, phone = null, locale = null, city = null, country_code = null,
      state = case when customer.deleted_at is null then excluded.state else customer.state end,
      tags = '{}', tags_told_at = null, addresses = null, addresses_told_at = null, addresses_whole = false, note = null, search_text = '', created_at = 'epoch',
      deleted_at = least(customer.deleted_at, excluded.deleted_at), merged_into = excluded.merged_into
    where customer.merged_into is null or customer.deleted_at > excluded.deleted_at`
}

async function isGone(tx: Transaction, shop: Shop, id: CustomerId): Promise<boolean> {
  const row = await tx.customer.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { deletedAt: true, state: true },
  })
  return row !== null && row.deletedAt !== null && row.state !== MERGED
}

async function handOver(tx: Transaction, shop: Shop, merged: CustomerId, survivor: CustomerId): Promise<void> {
  await tx.$executeRaw`
    update shop_order set customer_id = ${survivor} where shop_id = ${shop.id} and customer_id = ${merged}`
  await tx.$executeRaw`
    update checkout set customer_id = ${survivor} where shop_id = ${shop.id} and customer_id = ${merged}`
  // Shopify tells the survivor's tags and sums anew; those of the merged one would only be half of the truth.
  await tx.$executeRaw`delete from customer_tag where shop_id = ${shop.id} and customer_id = ${merged}`
  await tx.$executeRaw`delete from purchase_total where shop_id = ${shop.id} and customer_id = ${merged}`
}
