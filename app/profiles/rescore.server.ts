import type { CustomerId, ShopId } from '../kernel/index.ts'
import { advisoryLocks, type Database } from '../platform/index.server.ts'
import { rescoreProfiles } from './profiles.server.ts'
import { measureFifths } from './shop-measures.server.ts'

/** Customers between two steps of the progress that the merchant sees. */
const PORTION = 10_000
const TIMES = { timeout: 30 * 60_000, maxWait: 60_000 }

/**
 * Scores every profile by the borders that the merchant saved last. Each portion commits with its progress; begun again
 * it starts over, which changes nothing.
 */
export async function rescoreEveryone(db: Database, shopId: ShopId, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await measureFifths(tx, shopId, now)
  }, TIMES)
  const total = await db.profile.count({ where: { shopId } })
  await db.rfmSetting.updateMany({ where: { shopId }, data: { total, scored: 0, finishedAt: null } })
  let [last, scored] = [BigInt('-9223372036854775808'), 0]
  for (;;) {
    const next = await db.$queryRaw<{ id: CustomerId }[]>`
      select customer_id as id from profile where shop_id = ${shopId} and customer_id > ${last}
       order by customer_id limit ${PORTION}`
    const end = next.at(-1)?.id
    if (end === undefined) break
    scored += next.length
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock_shared(${advisoryLocks.profiles}::int, ${shopId}::int)`
      await tx.$executeRaw`
        select 1 from customer where shop_id = ${shopId} and id > ${last} and id <= ${end} order by id for update`
      await rescoreProfiles(tx, { shopId, customerIds: next.map(({ id }) => id) }, now)
      await tx.rfmSetting.updateMany({ where: { shopId }, data: { scored } })
    }, TIMES)
    last = end
  }
  await db.rfmSetting.updateMany({ where: { shopId }, data: { finishedAt: now } })
}
