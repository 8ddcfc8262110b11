import { mayEmailSql } from '../consent/index.server.ts'
import { startOfDayAgo, type Shop } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'
import type { Rule } from './rules.ts'

/**
 * The one reading of rules: a query of one column, customer_id, over the shop's members at this moment. Days are whole
 * days of the shop's time zone. Values travel as parameters, never as SQL text.
 */
export function membersOf(shop: Shop, rules: Rule[], now: Date): Prisma.Sql {
  const conditions = [Prisma.sql`p.shop_id = ${shop.id}`, ...rules.map((rule) => conditionOf(rule, shop, now))]
  return Prisma.sql`select p.customer_id from profile p where ${Prisma.join(conditions, ' and ')}`
}

function conditionOf(rule: Rule, shop: Shop, now: Date): Prisma.Sql {
  switch (rule.kind) {
    case 'prefers':
      return Prisma.sql`p.preferred_type = any(${rule.types}::text[])`
    case 'lastOrder': {
      const border = startOfDayAgo(shop.timeZone, now, rule.days)
      return rule.when === 'before' ? Prisma.sql`p.last_order_at < ${border}` : Prisma.sql`p.last_order_at >= ${border}`
    }
    case 'spent':
      return Prisma.sql`p.spent_minor >= ${BigInt(rule.minor)}`
    case 'orders':
      return Prisma.sql`p.orders >= ${rule.count}`
    case 'mayEmail':
      return Prisma.sql`exists (select 1 from customer c
        where c.shop_id = p.shop_id and c.id = p.customer_id and ${mayEmailSql(customerColumns)})`
    case 'askedAbout':
      return Prisma.sql`exists (select 1 from preference q
        where q.shop_id = p.shop_id and q.customer_id = p.customer_id and q.kind = 'product_type'
          and q.value = any(${rule.types}::text[]) and q.questions > 0)`
    case 'group':
      return Prisma.sql`p.rfm_group = any(${rule.groups}::text[])`
  }
}

const customerColumns = {
  shopId: Prisma.sql`c.shop_id`,
  customerId: Prisma.sql`c.id`,
  email: Prisma.sql`c.email`,
}
