import { Prisma } from '../../platform/index.server.ts'
import { compareAmount, compareDate, compareText, isNegative } from './compare.server.ts'
import type { Events, Reading } from './contract.server.ts'

/** Holds for the orders `o` that count: not cancelled, no tests, not deleted. */
export function countingOrders({ shop }: Pick<Reading, 'shop'>): Prisma.Sql {
  return Prisma.sql`o.shop_id = ${shop.id} and o.customer_id is not null
    and o.cancelled_at is null and o.deleted_at is null and not o.test`
}

/** Orders; an order in another currency than the shop's is an order without an amount. */
export const orders: Events = {
  from: () => Prisma.sql`shop_order o`,
  counting: countingOrders,
  customer: Prisma.sql`o.customer_id`,
  event: Prisma.sql`o.id`,
  parameters: {
    date: (comparison, reading) => compareDate(Prisma.sql`o.processed_at`, comparison, reading),
    amount: (comparison, reading) =>
      Prisma.sql`(o.currency = ${reading.shop.currency} and ${compareAmount(Prisma.sql`o.total_minor`, comparison, reading)})`,
    // Shopify compares codes without case.
    discount_code: (comparison) => {
      const upper = (text: string) => text.toUpperCase()
      const positive = isNegative(comparison)
        ? { ...comparison, operator: opposites[comparison.operator] ?? '=' }
        : comparison
      const used = Prisma.sql`exists (
        select from unnest(upper_codes(o.discount_codes)) used (code) where ${compareText(Prisma.sql`used.code`, positive, upper)})`
      return isNegative(comparison)
        ? Prisma.sql`not ${used}`
        : Prisma.sql`(cardinality(o.discount_codes) > 0 and ${used})`
    },
  },
  totals: {
    count: { kind: 'number', value: () => Prisma.sql`count(*)` },
    sum_amount: {
      kind: 'amount',
      value: ({ shop }) => Prisma.sql`coalesce(sum(o.total_minor) filter (where o.currency = ${shop.currency}), 0)`,
    },
  },
}

/** What is asked of one value where no value may be so. */
export const opposites = {
  '!=': '=',
  'NOT IN': 'IN',
  'NOT CONTAINS': 'CONTAINS',
  'NOT STARTS WITH': 'STARTS WITH',
} as Record<string, '=' | 'IN' | 'CONTAINS' | 'STARTS WITH'>
