import { reachableSql } from '../consent/index.server.ts'
import { startOfDayAgo, type Shop } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'
import type { Rule } from './rules.ts'

/**
 * The one reading of rules: a query of one column, customer_id, over the shop's members at this moment. Days are whole
 * days of the shop's time zone. Values travel as parameters, never as SQL text.
 * @param reachable a table that holds reachableSql's rows already
 */
export function membersOf(shop: Shop, rules: Rule[], now: Date, reachable?: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select p.customer_id from ${everyoneSql(shop, rules, reachable)}
     where p.shop_id = ${shop.id} and ${fitsSql(shop, rules, now)}`
}

/** The tables over which fitsSql is asked: `p`, the profiles, and what these rules need beside them. */
export function everyoneSql(shop: Shop, rules: Rule[], reachable?: Prisma.Sql): Prisma.Sql {
  if (!rules.some(({ kind }) => kind === 'mayEmail')) return Prisma.sql`profile p`
  return Prisma.sql`
    profile p left join ${reachable ?? Prisma.sql`(${reachableSql(shop.id)})`} reachable on reachable.customer_id = p.customer_id`
}

/** The condition that holds where a profile fits all of the rules. */
export function fitsSql(shop: Shop, rules: Rule[], now: Date): Prisma.Sql {
  if (rules.length === 0) return Prisma.sql`true`
  return Prisma.join(
    rules.map((rule) => conditionOf(rule, shop, now)),
    ' and ',
  )
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
      return Prisma.sql`reachable.customer_id is not null`
    case 'askedAbout':
      return Prisma.sql`p.customer_id in (select q.customer_id from preference q
        where q.shop_id = ${shop.id} and q.tokens && ${rule.types.map((type) => `asked:product_type:${type}`)}::text[])`
    case 'group':
      return Prisma.sql`p.rfm_group = any(${rule.groups}::text[])`
  }
}
