import { Prisma } from '../../platform/index.server.ts'
import { amount, date, number, text } from './attribute-kinds.server.ts'
import type { AttributeReading } from './contract.server.ts'

/** What stands in the profile itself. */
export const profileAttributes: Record<string, AttributeReading> = {
  amount_spent: amount(() => Prisma.sql`p.spent_minor`),
  number_of_orders: number(() => Prisma.sql`p.orders`),
  first_order_date: date(() => Prisma.sql`p.first_order_at`),
  last_order_date: date(() => Prisma.sql`p.last_order_at`),
  rfm_group: text(() => Prisma.sql`p.rfm_group`),
  rfm_recency: number(() => Prisma.sql`p.recency`),
  rfm_frequency: number(() => Prisma.sql`p.frequency`),
  rfm_monetary: number(() => Prisma.sql`p.monetary`),
  preferred_product_type: text(() => Prisma.sql`p.preferred_type`),
  // From the first order to the last, in days of 24 hours: one order alone has no distance.
  days_between_orders: number(
    () => Prisma.sql`(extract(epoch from p.last_order_at - p.first_order_at) / 86400 / nullif(p.orders - 1, 0))`,
  ),
  // The same customers in every query, and of every hundred of them about one in each bucket.
  random_bucket: number(() => Prisma.sql`(((hashint8extended(p.customer_id, p.shop_id) % 100) + 100) % 100)`),
}
