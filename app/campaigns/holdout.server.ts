import type { Shop } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'

/**
 * Draws those who are not mailed, for comparison: a systematic sample of everybody in the order of their RFM group and,
 * within it, of chance. So each person is drawn with the same probability, each group gives its share to within one
 * person, and the seed alone decides: the same people under the same seed give the same draw.
 * Source: W. G. Cochran, Sampling Techniques, 3rd ed. 1977, ch. 8 (systematic sampling), 5A (proportional strata).
 * @param people a table of customer_id
 */
export function heldSql(
  shop: Pick<Shop, 'id'>,
  { holdoutPercent, seed }: { holdoutPercent: number; seed: string },
  people: Prisma.Sql,
): Prisma.Sql {
  // Whole hundredths: with 10 % every tenth is drawn, and the seed says which of the first ten begins.
  const start = Prisma.sql`(('x' || left(md5(${seed}), 8))::bit(32)::bigint % 100)`
  return Prisma.sql`
    select customer_id from (
      select someone.customer_id,
             row_number() over (
               order by coalesce(p.rfm_group, '') collate "C", md5(${seed} || ':' || someone.customer_id) collate "C") as place
        from ${people} someone
        left join profile p on p.shop_id = ${shop.id} and p.customer_id = someone.customer_id
    ) drawn
     where ${holdoutPercent}::int > 0
       and (place * ${holdoutPercent}::int + ${start}) / 100 > ((place - 1) * ${holdoutPercent}::int + ${start}) / 100`
}
