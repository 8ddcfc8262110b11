import type { CustomerId, Shop } from '../kernel/index.ts'
import { localeSql } from '../ledger/index.server.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { Liking } from './interest.ts'

/** What a mail may say about a person. */
export type Known = Row & { likings: Liking[] }

/** `locale` is null where nothing tells in which language they read. */
type Row = { customerId: CustomerId; firstName: string | null; lastName: string | null; locale: string | null }
type LikingRow = { customerId: CustomerId; type: string; orders: number; lastAskedAt: Date | null }

/** Names and likings of some customers, the strongest liking first; who has been deleted is missing. */
export async function knownOf(db: Queryable, shop: Shop, customerIds: CustomerId[]): Promise<Map<CustomerId, Known>> {
  const ids = customerIds.map(String)
  const people = await db.$queryRaw<Row[]>`
    select id as "customerId", first_name as "firstName", last_name as "lastName", ${localeSql(columns)} as locale
      from customer c where shop_id = ${shop.id} and id = any(${ids}::text[]::bigint[]) and deleted_at is null`
  const likings = await db.$queryRaw<LikingRow[]>`
    select customer_id as "customerId", liking ->> 0 as type, coalesce(liking ->> 2, '0')::int as orders,
           to_timestamp(nullif(liking ->> 7, '0')::float8) as "lastAskedAt"
      from preference cross join lateral json_array_elements(evidence #> '{product_type,top}') with ordinality l (liking, rank)
     where shop_id = ${shop.id} and customer_id = any(${ids}::text[]::bigint[])
       and not tokens @> array['dislikes:product_type:' || (liking ->> 0)]
     order by customer_id, rank`
  const known = new Map(people.map((person) => [person.customerId, { ...person, likings: [] as Liking[] }]))
  for (const { customerId, ...liking } of likings) known.get(customerId)?.likings.push(liking)
  return known
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, locale: Prisma.sql`c.locale` }
