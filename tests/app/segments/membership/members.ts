import type { Shop } from '../../../../app/kernel/index.ts'
import type { Database } from '../../../../app/platform/database.server.ts'
import { membersSql, storedQuery, surroundingsOf } from '../../../../app/segments/members.server.ts'

/** Who belongs to each segment of a shop as it is stored: ids by the segment's name, in order. */
export async function storedMembers(db: Database, shop: Shop): Promise<Record<string, bigint[]>> {
  const rows = await db.$queryRaw<{ name: string; ids: bigint[] }[]>`
    select s.name, array_agg(m.customer_id order by m.customer_id) as ids
      from segment s join segment_member m on m.shop_id = s.shop_id and m.segment_id = s.id
     where s.shop_id = ${shop.id} group by s.name order by s.name`
  return Object.fromEntries(rows.map(({ name, ids }) => [name, ids]))
}

/** The same, found anew by the statement that pages and campaigns use. */
export async function foundMembers(db: Database, shop: Shop, now: Date): Promise<Record<string, bigint[]>> {
  const segments = await db.segment.findMany({ where: { shopId: shop.id }, orderBy: { name: 'asc' } })
  const found: [string, bigint[]][] = []
  for (const { name, query: text } of segments) {
    const query = storedQuery(text)
    const members = membersSql(query, await surroundingsOf(db, shop, now, [query]))
    if (members.outcome === 'unanswerable') throw new Error(members.name)
    const rows = await db.$queryRaw<{ customer_id: bigint }[]>`${members.members} order by 1`
    if (rows.length > 0) found.push([name, rows.map(({ customer_id }) => customer_id)])
  }
  return Object.fromEntries(found)
}
