import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { missingScopes } from '../missing-scopes.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { progressOf } from '../history/progress.server.ts'
import { isCompared, isImported, kindNames, tellsOfShop, type KindName } from '../reconcile/checked-kinds.ts'
import { variantsAreMany } from '../reconcile/many-variants.server.ts'
import { checkedKinds, type Checked } from '../reconcile/checked.server.ts'
import { givenUpJobs, hasFailed, isGivenUp } from './given-up-deliveries.server.ts'
import type { LaggingKind, Standing } from './judgement.ts'

type OfShop = Pick<Shop, 'id'>

/** Where the shop's stream stands; cheap enough for every page, whatever the number of settled deliveries. */
export async function standingOf(
  { db, wantedScopes }: Pick<IntakeParts, 'db' | 'wantedScopes'>,
  shop: Pick<Shop, 'id' | 'domain'>,
): Promise<Standing> {
  const [kinds, notCompared, missing, queue] = await Promise.all([
    knownKinds(db, shop),
    oldestNotCompared(db, shop),
    missingScopes(db, shop, wantedScopes),
    queueOf(db, shop),
  ])
  const hourly = kinds.known.filter(({ nightly }) => !nightly)
  const known = hourly.flatMap((one) => one.completeTo ?? [])
  const newest = latest(known)
  return {
    history: kinds.history,
    missingScopes: missing,
    completeTo: earliest([...known, ...notCompared])?.toISOString() ?? null,
    lagging: newest === null ? [] : kinds.known.filter((one) => lags(one, newest)).map(toView),
    nightly: kinds.known.filter(({ nightly }) => nightly).map(toView),
    ...queue,
  }
}

/** Every kind that is compared, and up to when it is known to be complete. */
export async function kindsOf(db: Queryable, shop: OfShop): Promise<LaggingKind[]> {
  return (await knownKinds(db, shop)).known.map(toView)
}

async function knownKinds(db: Queryable, shop: OfShop): Promise<{ history: Standing['history']; known: Known[] }> {
  const [history, checked, many] = await Promise.all([
    progressOf(db, shop, new Date()),
    checkedKinds(db, shop),
    variantsAreMany(db, shop),
  ])
  // Each export is a picture of its own beginning, which the import's lies before.
  const importedAt = history.outcome === 'done' && history.startedAt !== null ? new Date(history.startedAt) : null
  const known = kindNames.map((kind) => ({
    kind,
    nightly: kind === 'stock' && many,
    completeTo: completeTo(kind, checked.get(kind), importedAt),
    problem: checked.get(kind)?.problem ?? null,
  }))
  return { history: history.outcome, known }
}

type Known = { kind: KindName; nightly: boolean; completeTo: Date | null; problem: string | null }

// What an import brings whole is as good as a comparison at its beginning.
function completeTo(kind: KindName, checked: Checked | undefined, importedAt: Date | null): Date | null {
  const inImport = isImported(kind) ? importedAt : null
  return latest([checked?.completeTo ?? [], inImport ?? []].flat())
}

const ONE_LOOK = 90 * 60_000
const ONE_NIGHT = 27 * 3_600_000

function lags({ completeTo: to, problem, nightly }: Known, newest: Date): boolean {
  return problem !== null || to === null || newest.getTime() - to.getTime() > (nightly ? ONE_NIGHT : ONE_LOOK)
}

function toView({ completeTo: to, ...known }: Known) {
  return { ...known, completeTo: to?.toISOString() ?? null }
}

function latest(moments: Date[]): Date | null {
  return moments.reduce<Date | null>((last, moment) => (last === null || moment > last ? moment : last), null)
}

function earliest(moments: Date[]): Date | null {
  return moments.reduce<Date | null>((first, moment) => (first === null || moment < first ? moment : first), null)
}

// A comparison makes good what a failed delivery would have told, but for topics that can be asked for nowhere.
async function oldestNotCompared(db: Queryable, shop: OfShop): Promise<Date[]> {
  const open = await db.delivery.groupBy({
    by: ['topic'],
    where: { shopId: shop.id, outcome: { in: ['waiting', 'failed'] } },
    _min: { triggeredAt: true },
  })
  return open.flatMap(({ topic, _min: { triggeredAt } }) =>
    isCompared(topic) || !tellsOfShop(topic) ? [] : (triggeredAt ?? []),
  )
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
