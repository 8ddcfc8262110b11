import type { ShopId } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'
import { forgottenAddressSql } from './suppression.server.ts'

type Columns = { shopId: Prisma.Sql; customerId: Prisma.Sql; email: Prisma.Sql }

/**
 * A condition that holds where advertising mail may go to a customer: there is an address, the newest event of the
 * channel is a grant, and the address is not suppressed. Unknown is no. It asks for one customer at a time: for a few,
 * or for a page. For a whole shop reachableSql is much faster and says the same.
 *
 * `mayEmailSql({ shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` })`
 */
export function mayEmailSql(columns: Columns): Prisma.Sql {
  return Prisma.sql`(${hasAddressSql(columns)} and ${consentsSql(columns)} and not ${isSuppressedSql(columns)})`
}

/** Holds where there is something that may be an address. */
export function hasAddressSql({ email }: Pick<Columns, 'email'>): Prisma.Sql {
  return Prisma.sql`(coalesce(${email}, '') like '%_@_%')`
}

/** Holds where the newest event of the e-mail channel is a grant, and nothing else was said at the same moment. */
export function consentsSql({ shopId, customerId }: Pick<Columns, 'shopId' | 'customerId'>): Prisma.Sql {
  return Prisma.sql`coalesce((
    select newest.state = 'subscribed'
      from consent_event newest
     where newest.shop_id = ${shopId} and newest.customer_id = ${customerId} and newest.channel = 'email'
     order by newest.occurred_at desc, (newest.state = 'subscribed')
     limit 1), false)`
}

/** Holds where the address is on the list that no sync can lift. */
export function isSuppressedSql({ shopId, email }: Pick<Columns, 'shopId' | 'email'>): Prisma.Sql {
  const address = normalSql(email)
  return Prisma.sql`exists (
    select 1 from suppression
     where suppression.shop_id = ${shopId}
       and suppression.email in (${address}, ${forgottenAddressSql(shopId, address)}))`
}

/**
 * The customers of a whole shop for whom mayEmailSql holds: a query of customer_id. Each table is read once, in the order
 * of an index; a test holds both readings together.
 */
export function reachableSql(shopId: ShopId): Prisma.Sql {
  const shop = Prisma.sql`${shopId}::int`
  const hash = forgottenAddressSql(Prisma.sql`owner.shop_id`, Prisma.sql`owner.address`)
  return Prisma.sql`
    select c.id as customer_id
      from customer c
      join (
        select customer_id
          from consent_event
         where shop_id = ${shop} and channel = 'email'
         group by customer_id
        having max(occurred_at) filter (where state = 'subscribed')
             > coalesce(max(occurred_at) filter (where state <> 'subscribed'), '-infinity')
      ) granted on granted.customer_id = c.id
      left join (
        select owner.id from suppression s join customer owner on owner.shop_id = ${shop} and owner.address = s.email
         where s.shop_id = ${shop}
         union
        select owner.id from suppression s join customer owner on owner.shop_id = ${shop} and ${hash} = s.email
         where s.shop_id = ${shop} and s.email like 'sha256:%'
      ) suppressed on suppressed.id = c.id
     where c.shop_id = ${shop} and ${hasAddressSql({ email: Prisma.sql`c.email` })} and suppressed.id is null`
}

function normalSql(email: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`normal_address(${email})`
}
