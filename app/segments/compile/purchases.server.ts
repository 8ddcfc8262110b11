import { Prisma } from '../../platform/index.server.ts'
import { compareDate, compareId, compareNumber, compareText, isNegative } from './compare.server.ts'
import type { Events, Reading } from './contract.server.ts'
import type { Comparison } from '../language/syntax-tree.ts'
import { countingOrders, opposites } from './orders.server.ts'

const ofProduct = ['tag', 'product_type', 'vendor']

/** Lines of orders; several lines of one order are one purchase. */
export const purchases: Events = {
  from: (used) => Prisma.sql`shop_order o
    join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
    ${
      ofProduct.some((name) => used.has(name))
        ? Prisma.sql`left join product pr on pr.shop_id = l.shop_id and pr.id = l.product_id`
        : Prisma.empty
    }`,
  // The shop is said of both tables, so that each can be read by its own index.
  counting: (reading) => Prisma.sql`${countingOrders(reading)} and l.shop_id = ${reading.shop.id}`,
  customer: Prisma.sql`o.customer_id`,
  event: Prisma.sql`o.id`,
  parameters: {
    id: (comparison) => compareId(Prisma.sql`l.product_id`, comparison),
    variant_id: (comparison) => compareId(Prisma.sql`l.variant_id`, comparison),
    quantity: (comparison) => compareNumber(Prisma.sql`l.quantity`, comparison),
    date: (comparison, reading) => compareDate(Prisma.sql`o.processed_at`, comparison, reading),
    product_type: (comparison) => compareText(Prisma.sql`pr.product_type`, comparison),
    vendor: (comparison) => compareText(Prisma.sql`coalesce(l.vendor, pr.vendor)`, comparison),
    tag: tagsSql,
    collection_id: (comparison, reading) =>
      noneOrSome(comparison, (positive) => {
        const held = compareId(Prisma.sql`held.collection_id`, positive)
        return Prisma.sql`l.product_id in (
          select held.product_id from collection_product held where held.shop_id = ${reading.shop.id} and ${held})`
      }),
    option: (comparison, reading) => noneOrSome(comparison, (positive) => optionSql(positive, reading)),
  },
  totals: {
    count: { kind: 'number', value: () => Prisma.sql`count(distinct o.id)` },
    sum_quantity: { kind: 'number', value: () => Prisma.sql`coalesce(sum(l.quantity), 0)` },
  },
}

/** The tags of the product `pr`, in any case. */
export function tagsSql(comparison: Comparison): Prisma.Sql {
  return noneOrSome(comparison, (positive) => {
    const tag = compareText(Prisma.sql`lower(tag)`, positive, (text) => text.toLowerCase())
    return Prisma.sql`exists (select from unnest(pr.tags) tag where ${tag})`
  })
}

function optionSql(comparison: Comparison, reading: Reading): Prisma.Sql {
  return Prisma.sql`l.variant_id in (
    select v.id from variant v cross join jsonb_array_elements(v.options) option
     where v.shop_id = ${reading.shop.id} and ${compareText(Prisma.sql`option ->> 'value'`, comparison)})`
}

/** Of several values one must be so, or none where the operator asks for what is not so. */
function noneOrSome(comparison: Comparison, some: (positive: Comparison) => Prisma.Sql): Prisma.Sql {
  if (!isNegative(comparison)) return some(comparison)
  return Prisma.sql`(${some({ ...comparison, operator: opposites[comparison.operator] ?? '=' })}) is not true`
}
