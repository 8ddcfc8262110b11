import { Prisma } from '../platform/index.server.ts'

type Columns = { shopId: Prisma.Sql; customerId: Prisma.Sql; locale: Prisma.Sql }

/**
 * The locale in which a person is written to, as an expression over a customer: their own, else that of their newest
 * order, because a customer who came by webhook has none; null where neither is known.
 */
export function localeSql({ shopId, customerId, locale }: Columns): Prisma.Sql {
  return Prisma.sql`coalesce(${locale}, (
    select bought.locale from shop_order bought
     where bought.shop_id = ${shopId} and bought.customer_id = ${customerId} and bought.locale is not null
     order by bought.processed_at desc limit 1))`
}
