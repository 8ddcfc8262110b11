import type { Shop } from '../../kernel/index.ts'
import { MalformedBody } from '../../ledger/index.ts'
import { ShopRejected, type Queryable } from '../../platform/index.server.ts'
import type { KindName } from './checked-kinds.ts'
import type { Run } from './run.server.ts'

/** How far a kind is compared, and up to when it is known to be complete. */
export type Checked = { kind: KindName; comparedTo: Date; completeTo: Date; problem: string | null }

export async function checkedKinds(db: Queryable, shop: Pick<Shop, 'id'>): Promise<Map<KindName, Checked>> {
  const rows = await db.checkedKind.findMany({ where: { shopId: shop.id } })
  return new Map(rows.map((row) => [row.kind as KindName, { ...row, kind: row.kind as KindName }]))
}

/** One kind in one comparison: `until` is what it is complete to afterwards; false where the look was no complete one. */
export type Comparing = { kind: KindName; from: Date; until: Date; compare: () => Promise<boolean> }

/**
 * Compares one kind after the other. What Shopify refuses for one holds none of the others up; it keeps its reason.
 * @throws ShopRejected, MalformedBody the first of them, when all have had their turn
 */
export async function compareEach(db: Queryable, run: Run, all: Comparing[]): Promise<void> {
  let refused: Error | null = null
  for (const { kind, from, until, compare } of all) {
    const before = run.skipped.length
    try {
      if (await compare()) await noteChecked(db, run.shop, { kind, from, until }, reasonIn(run.skipped.slice(before)))
    } catch (error) {
      if (!(error instanceof ShopRejected || error instanceof MalformedBody)) throw error
      await noteRefused(db, run.shop, { kind, from }, error.message.slice(0, 500))
      refused ??= error
    }
  }
  if (refused !== null) throw refused
}

function reasonIn(skipped: string[]): string | null {
  return skipped.length === 0 ? null : [...new Set(skipped)].join('; ').slice(0, 500)
}

// While something could not be read, the kind is complete up to the beginning of that look and no further.
async function noteChecked(
  db: Queryable,
  { id }: Pick<Shop, 'id'>,
  { kind, from, until }: Pick<Comparing, 'kind' | 'from' | 'until'>,
  problem: string | null,
): Promise<void> {
  await db.$executeRaw`
    insert into checked_kind as was (shop_id, kind, compared_to, complete_to, problem)
    values (${id}, ${kind}, ${until}, ${problem === null ? until : from}, ${problem})
    on conflict (shop_id, kind) do update set
      compared_to = greatest(was.compared_to, excluded.compared_to),
      complete_to = case when excluded.problem is null and was.complete_to >= ${from} then greatest(was.complete_to, excluded.compared_to)
                         else was.complete_to end,
      problem = case when excluded.problem is null and was.complete_to < ${from} then was.problem else excluded.problem end`
}

async function noteRefused(
  db: Queryable,
  { id }: Pick<Shop, 'id'>,
  { kind, from }: Pick<Comparing, 'kind' | 'from'>,
  problem: string,
): Promise<void> {
  await db.$executeRaw`
    insert into checked_kind (shop_id, kind, compared_to, complete_to, problem)
    values (${id}, ${kind}, ${from}, ${from}, ${problem})
    on conflict (shop_id, kind) do update set problem = excluded.problem`
}
