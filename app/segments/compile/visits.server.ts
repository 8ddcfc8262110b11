import { Prisma } from '../../platform/index.server.ts'
import { compareDate, compareId } from './compare.server.ts'
import type { Events } from './contract.server.ts'
import { tagsSql } from './purchases.server.ts'

/** Products that a logged-in customer looked at, seen by our block on the product page; once a day counts. */
export const visits: Events = {
  from: (used) => Prisma.sql`product_view v
    ${used.has('tag') ? Prisma.sql`left join product pr on pr.shop_id = v.shop_id and pr.id = v.product_id` : Prisma.empty}`,
  counting: ({ shop }) => Prisma.sql`v.shop_id = ${shop.id}`,
  customer: Prisma.sql`v.customer_id`,
  event: Prisma.sql`(v.product_id, v.day)`,
  parameters: {
    id: (comparison) => compareId(Prisma.sql`v.product_id`, comparison),
    date: (comparison, reading) => compareDate(Prisma.sql`v.viewed_at`, comparison, reading),
    tag: tagsSql,
  },
  totals: { count: { kind: 'number', value: () => Prisma.sql`count(*)` } },
}
