import { Prisma } from '../platform/index.server.ts'
import type { CustomerSort } from './customer-sort.ts'

/** Those of a list who have the key it is sorted by, or who lack it and follow by their id. */
export type OrderPart = { who: Prisma.Sql; key: Prisma.Sql; type: Prisma.Sql; id: Prisma.Sql }

/**
 * The parts of each order, over `p` (profile), `c` (customer) and `f` (prediction, where there is one). Whoever has no
 * prediction comes last, in both directions. Each key and id are the columns of an index, word by word, or it is not used.
 */
export const listOrders: Record<CustomerSort, readonly OrderPart[]> = {
  'last-order': [ofProfile(Prisma.sql`coalesce(p.last_order_at, '-infinity'::timestamptz)`, Prisma.sql`timestamptz`)],
  spent: [ofProfile(Prisma.sql`p.spent_minor`, Prisma.sql`bigint`)],
  expected: [predicted(Prisma.sql`f.predicted_clv_minor`, Prisma.sql`bigint`), unpredicted()],
  risk: [predicted(Prisma.sql`f.churn_probability`, Prisma.sql`real`), unpredicted()],
  'next-order': [
    predicted(Prisma.sql`f.next_order_date`, Prisma.sql`date`),
    {
      ...{ who: Prisma.sql`f.customer_id is not null and f.next_order_date is null`, key: Prisma.sql`''::text` },
      ...{ type: Prisma.sql`text`, id: Prisma.sql`f.customer_id` },
    },
    unpredicted(),
  ],
  name: [
    ofProfile(
      Prisma.sql`lower(coalesce(c.last_name, '') || ' ' || coalesce(c.first_name, c.email, ''))`,
      Prisma.sql`text`,
    ),
  ],
}

function ofProfile(key: Prisma.Sql, type: Prisma.Sql): OrderPart {
  return { who: Prisma.sql`true`, key, type, id: Prisma.sql`p.customer_id` }
}

function predicted(key: Prisma.Sql, type: Prisma.Sql): OrderPart {
  return { who: Prisma.sql`f.customer_id is not null and ${key} is not null`, key, type, id: Prisma.sql`f.customer_id` }
}

function unpredicted(): OrderPart {
  return {
    ...{ who: Prisma.sql`f.customer_id is null`, key: Prisma.sql`''::text`, type: Prisma.sql`text` },
    id: Prisma.sql`p.customer_id`,
  }
}
