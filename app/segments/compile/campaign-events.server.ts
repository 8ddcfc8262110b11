import { Prisma } from '../../platform/index.server.ts'
import { compareDate, compareText } from './compare.server.ts'
import type { Events } from './contract.server.ts'

const named: Events['parameters'] = {
  campaign: (comparison) => compareText(Prisma.sql`k.name`, comparison),
}
const totals: Events['totals'] = { count: { kind: 'number', value: () => Prisma.sql`count(distinct k.id)` } }

/** Mails of campaigns that were sent. */
export const received: Events = {
  from: () => Prisma.sql`recipient r join campaign k on k.shop_id = r.shop_id and k.id = r.campaign_id`,
  counting: ({ shop }) => Prisma.sql`r.shop_id = ${shop.id} and k.shop_id = ${shop.id} and r.status = 'sent'`,
  customer: Prisma.sql`r.customer_id`,
  event: Prisma.sql`k.id`,
  parameters: {
    ...named,
    date: (comparison, reading) => compareDate(Prisma.sql`r.sent_at`, comparison, reading),
  },
  totals,
}

/** Orders that used a code which a campaign had given to the customer, whoever placed them. */
export const redeemed: Events = {
  from: () => Prisma.sql`shop_order o
    cross join unnest(o.discount_codes) used
    join recipient r on r.shop_id = o.shop_id and r.code = upper(used)
    join campaign k on k.shop_id = r.shop_id and k.id = r.campaign_id and o.processed_at >= k.released_at`,
  counting: ({
    shop,
  }) => Prisma.sql`o.shop_id = ${shop.id} and r.shop_id = ${shop.id} and cardinality(o.discount_codes) > 0
    and o.cancelled_at is null and o.deleted_at is null and not o.test`,
  customer: Prisma.sql`r.customer_id`,
  event: Prisma.sql`k.id`,
  parameters: {
    ...named,
    date: (comparison, reading) => compareDate(Prisma.sql`o.processed_at`, comparison, reading),
  },
  totals,
}
