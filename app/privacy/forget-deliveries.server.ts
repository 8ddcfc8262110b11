import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { Names } from './person.server.ts'

/**
 * Waits for those deliveries of a person that are being applied, and lets none begin. Call it before her turn is taken:
 * each of them holds its own row, and then waits for its turn.
 */
export async function holdDeliveries(tx: Transaction, shop: Shop, { inDeliveries }: Names): Promise<void> {
  await tx.$queryRaw`
    select id from delivery where shop_id = ${shop.id} and id in (${inDeliveries}) order by id for update`
}

/**
 * Empties the deliveries of a person whose turn is taken. One that came after they were held, and is under way by now, waits
 * for this turn and speaks of what happened later; it stays.
 * @returns how many were emptied
 */
export async function emptyDeliveries(tx: Transaction, shop: Shop, { inDeliveries }: Names, at: Date): Promise<number> {
  const [emptied] = await tx.$queryRaw<{ count: number }[]>`
    with emptied as (
      update delivery set body = '{}',
             outcome = case when settled_at is null or outcome = 'failed' then 'ignored' else outcome end,
             reason = case when settled_at is null or outcome = 'failed' then 'the person was forgotten' else reason end,
             settled_at = coalesce(settled_at, ${at})
       where shop_id = ${shop.id} and id in (
         select id from delivery where shop_id = ${shop.id} and id in (${inDeliveries}) for update skip locked)
      returning id
    ), gone as (
      delete from delivery_subject where shop_id = ${shop.id} and delivery_id in (select id from emptied)
    )
    select count(*)::int as count from emptied`
  return emptied?.count ?? 0
}
