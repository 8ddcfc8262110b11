import { Prisma } from '../../platform/index.server.ts'
import { compareDate, compareId, compareText } from './compare.server.ts'
import type { Events } from './contract.server.ts'

/** Questions and complaints of customers. */
export const requests: Events = {
  from: () => Prisma.sql`service_request s`,
  counting: ({ shop }) => Prisma.sql`s.shop_id = ${shop.id}`,
  customer: Prisma.sql`s.customer_id`,
  event: Prisma.sql`s.id`,
  parameters: {
    date: (comparison, reading) => compareDate(Prisma.sql`s.created_at`, comparison, reading),
    status: (comparison) => compareText(Prisma.sql`s.status`, comparison, (text) => text.toLowerCase()),
    product_type: (comparison) => compareText(Prisma.sql`s.product_type`, comparison),
    product_id: (comparison) => compareId(Prisma.sql`s.product_id`, comparison),
  },
  totals: { count: { kind: 'number', value: () => Prisma.sql`count(*)` } },
}
