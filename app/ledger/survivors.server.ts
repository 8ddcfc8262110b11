import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable, Transaction } from '../platform/index.server.ts'

/** Who stands for these customers today: of those who were merged, the one at the end of the chain. Others are left out. */
export async function survivorsOf(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  ids: CustomerId[],
): Promise<Map<CustomerId, CustomerId>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<{ merged: CustomerId; survivor: CustomerId }[]>`
    with recursive chain as (
      select id as merged, merged_into as survivor from customer
       where shop_id = ${shop.id} and id = any(${ids.map(String)}::bigint[]) and merged_into is not null
      union
      select chain.merged, next.merged_into from chain
        join customer next on next.shop_id = ${shop.id} and next.id = chain.survivor and next.merged_into is not null
    )
    select merged, survivor from chain
     where not exists (select from customer c
                        where c.shop_id = ${shop.id} and c.id = chain.survivor and c.merged_into is not null)`
  return new Map(rows.map(({ merged, survivor }) => [merged, survivor]))
}

/** Who stands for this customer today: himself, unless he was merged. */
export async function survivorOf(db: Queryable, shop: Pick<Shop, 'id'>, id: CustomerId): Promise<CustomerId> {
  return (await survivorsOf(db, shop, [id])).get(id) ?? id
}

/** These customers and everybody who was ever merged into them. */
export async function withMerged(db: Queryable, shop: Pick<Shop, 'id'>, ids: CustomerId[]): Promise<CustomerId[]> {
  const rows = await db.$queryRaw<{ id: CustomerId }[]>`
    with recursive family as (
      select unnest(${ids.map(String)}::bigint[]) as id
      union
      select c.id from family join customer c on c.shop_id = ${shop.id} and c.merged_into = family.id
    )
    select id from family order by id`
  return rows.map(({ id }) => id)
}

/** Where the one who took them over is deleted, their addresses go too. */
export async function forgetAddresses(tx: Transaction, shop: Pick<Shop, 'id'>, merged: CustomerId[]): Promise<void> {
  await tx.$executeRaw`
    update customer set email = null, state = null, updated_at = 'epoch', told_at = 'epoch', digest = ''
     where shop_id = ${shop.id} and id = any(${merged.map(String)}::bigint[]) and merged_into is not null`
}
