import { Prisma } from '../platform/index.server.ts'
import { forgottenAddressSql } from './suppression.server.ts'

type Columns = { shopId: Prisma.Sql; customerId: Prisma.Sql; email: Prisma.Sql }

/**
 * A condition that holds where advertising mail may go to a customer: there is an address, the newest event of the
 * channel is a grant, and the address is not suppressed. Unknown is no.
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

/** Holds where the newest event of the e-mail channel is a grant; at the same moment a withdrawal counts. */
export function consentsSql({ shopId, customerId }: Pick<Columns, 'shopId' | 'customerId'>): Prisma.Sql {
  return Prisma.sql`coalesce((
    select newest.state = 'subscribed'
      from consent_event newest
     where newest.shop_id = ${shopId} and newest.customer_id = ${customerId} and newest.channel = 'email'
     order by newest.occurred_at desc, (newest.state = 'unsubscribed') desc
     limit 1), false)`
}

/** Holds where the address is on the list that no sync can lift. */
export function isSuppressedSql({ shopId, email }: Pick<Columns, 'shopId' | 'email'>): Prisma.Sql {
  const address = Prisma.sql`lower(btrim(normalize(coalesce(${email}, ''), NFKC)))`
  return Prisma.sql`exists (
    select 1 from suppression
     where suppression.shop_id = ${shopId}
       and suppression.email in (${address}, ${forgottenAddressSql(shopId, address)}))`
}
