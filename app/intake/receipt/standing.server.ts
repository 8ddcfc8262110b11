import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { progressOf } from '../history/progress.server.ts'
import { givenUpJobs, hasFailed, isGivenUp } from './given-up-deliveries.server.ts'
import type { Standing } from './judgement.ts'

type OfShop = Pick<Shop, 'id'>

/** Where the shop's stream stands; cheap enough for every page, whatever the number of settled deliveries. */
export async function standingOf(db: Queryable, shop: OfShop): Promise<Standing> {
  const [history, comparedTo, queue] = await Promise.all([
    progressOf(db, shop, new Date()),
    newestComparison(db, shop),
    queueOf(db, shop),
  ])
  // Each export is a picture of its own beginning, which the import's lies before.
  const importedAt = history.outcome === 'done' ? history.startedAt : null
  const completeTo = [comparedTo?.toISOString() ?? null, importedAt]
    .filter((moment) => moment !== null)
    .sort()
    .at(-1)
  return { history: history.outcome, completeTo: completeTo ?? null, ...queue }
}

async function newestComparison(db: Queryable, shop: OfShop): Promise<Date | null> {
  const { _max: newest } = await db.reconciliation.aggregate({
    where: { shopId: shop.id, finishedAt: { not: null } },
    _max: { completeTo: true },
  })
  return newest.completeTo
}

async function queueOf(db: Queryable, shop: OfShop): Promise<Pick<Standing, 'waiting' | 'waitingSince' | 'failed'>> {
  const [row] = await db.$queryRaw<{ waiting: bigint; since: Date | null; failed: bigint }[]>`
    with ${givenUpJobs(shop)}
    select count(*) filter (where d.outcome = 'waiting' and not ${isGivenUp}) as waiting,
           min(d.received_at) filter (where d.outcome = 'waiting' and not ${isGivenUp}) as since,
           count(*) filter (where ${hasFailed}) as failed
      from delivery d
     where d.shop_id = ${shop.id} and d.outcome in ('waiting', 'failed')`
  return {
    waiting: Number(row?.waiting ?? 0),
    waitingSince: row?.since?.toISOString() ?? null,
    failed: Number(row?.failed ?? 0),
  }
}
