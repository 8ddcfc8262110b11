import type { CauseKind, SegmentId } from '../../kernel/index.ts'
import { Prisma, type Transaction } from '../../platform/index.server.ts'
import type { Surroundings } from '../compile/compile.server.ts'
import type { SegmentQuery } from '../language/syntax-tree.ts'
import { membersSql } from '../members.server.ts'
import type { Needs } from './needs.ts'
import { noteSize } from './sizes.server.ts'

/** A segment as it is evaluated; new until its members were found once. */
export type StoredSegment = { id: SegmentId; name: string; query: SegmentQuery; isNew: boolean; needs: Needs }

/**
 * Compares who belongs to a segment with who is known to, in one statement whatever the size of the shop, and notes who
 * entered and left. Nobody enters a new segment: its members were there before it.
 */
export async function compareMembers(
  tx: Transaction,
  surroundings: Surroundings,
  { segment, cause }: { segment: StoredSegment; cause: CauseKind },
): Promise<void> {
  const { shop, now } = surroundings
  const found = membersSql(segment.query, surroundings)
  // Who belonged when it could still be answered is the last that anybody knows.
  if (found.outcome === 'unanswerable') return
  const [shopId, id] = [Prisma.sql`${shop.id}::int`, Prisma.sql`${segment.id}::uuid`]
  const passed = cause === 'day' ? segment.needs.moving : []
  await tx.$executeRaw`set local work_mem = '128MB'`
  const [counted] = await tx.$queryRaw<[{ members: number }]>`
    with found as materialized (${found.members}),
    differing as materialized (
      select coalesce(found.customer_id, known.customer_id) as customer_id, known.customer_id is null as entered
        from found
        full join (
          select customer_id from segment_member where shop_id = ${shopId} and segment_id = ${id}
        ) known on known.customer_id = found.customer_id
       where found.customer_id is null or known.customer_id is null
    ),
    gone as (
      delete from segment_member m using differing
       where not differing.entered
         and m.shop_id = ${shopId} and m.segment_id = ${id} and m.customer_id = differing.customer_id
      returning m.customer_id
    ),
    come as (
      insert into segment_member (shop_id, segment_id, customer_id, since)
      select ${shopId}, ${id}, customer_id, ${now} from differing where entered order by customer_id
      on conflict do nothing
      returning customer_id
    ),
    noted as (
      insert into segment_change (shop_id, segment_id, customer_id, at, entered, cause, passed)
      select ${shopId}, ${id}, customer_id, ${now}, entered, ${cause}, ${passed}::text[]
        from (
          select gone.customer_id, false as entered from gone
            join profile p on p.shop_id = ${shopId} and p.customer_id = gone.customer_id
          union all
          select customer_id, true from come
        ) changed
       where not ${segment.isNew}::boolean
       order by customer_id
    )
    select count(*)::int as members from found`
  await tx.segment.updateMany({ where: { shopId: shop.id, id: segment.id }, data: { evaluatedAt: now } })
  await noteSize(tx, shop, { segmentId: segment.id, members: counted.members }, now)
}
