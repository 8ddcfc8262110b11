import type { CustomerId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { LiveOffer, OfferValue } from './campaign.ts'
import { isUsedSql } from './redemption.server.ts'

type Row = {
  code: string
  percentage: number | null
  amountMinor: bigint | null
  targetTitle: string
  endsAt: Date | null
}

/** The newest offer that the customer has been mailed, may still use, and nobody has used; null where there is none. */
export async function offerOf(db: Queryable, shop: Shop, customerId: CustomerId, now: Date): Promise<LiveOffer | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select r.code, c.percentage, c.amount_minor as "amountMinor", c.target_title as "targetTitle", c.ends_at as "endsAt"
      from recipient r
      join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id
     where r.shop_id = ${shop.id} and r.customer_id = ${customerId}
       and r.status = 'sent' and r.code_live_at is not null and c.ends_at > ${now}
       and not ${isUsedSql({ shopId: Prisma.sql`r.shop_id`, code: Prisma.sql`r.code` })}
     order by r.sent_at desc
     limit 1`
  if (row === undefined) return null
  const { code, percentage, amountMinor, targetTitle, endsAt } = row
  const value: OfferValue =
    percentage === null
      ? { kind: 'amount', minor: Number(amountMinor ?? 0n) }
      : { kind: 'percentage', percent: percentage }
  return { code, value, targetTitle, endsAt }
}
