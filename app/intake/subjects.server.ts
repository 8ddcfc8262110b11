import type { ShopId } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'
import type { Subjects } from './subjects.ts'

/** Rows with one column, `subject`: ids as they are, words as hashes, so that they name nobody who is not looked for. */
export function subjectsSql({ ids, words }: Subjects): Prisma.Sql {
  return Prisma.sql`
    select unnest(${ids.map(String)}::bigint[]) as subject
    union all select hashtextextended('subject ' || word, 0) from unnest(${words}::text[]) as word`
}

/**
 * The ids of those deliveries of a shop that name somebody: the settled ones by what was noted of them, and the few
 * that wait or have failed by their text.
 * @param inBody whether the column `body` names them
 */
export function deliveriesNamingSql(shop: { id: ShopId }, subjects: Subjects, inBody: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select delivery_id from delivery_subject
     where shop_id = ${shop.id} and subject in (select subject from (${subjectsSql(subjects)}) as told)
    union
    select id from delivery where shop_id = ${shop.id} and outcome in ('waiting', 'failed') and ${inBody}`
}
