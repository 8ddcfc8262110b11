import { startOfDayAgo, type Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { regulars } from './rfm.ts'

/** How the shop stands; money net of refunds in minor units of the shop's currency, without orders in another one. */
export type Overview = {
  customers: number
  buyers: number
  orders: number
  regulars: number
  /** The last 30 whole days and today, in the shop's time zone. */
  recent: { days: number; orders: number; netMinor: number; inOtherCurrency: number }
}

const RECENT_DAYS = 30

/** Reads the shop's figures from its profiles, and the latest days from its orders. */
export async function readOverview(db: Queryable, shop: Shop, now: Date): Promise<Overview> {
  const since = startOfDayAgo(shop.timeZone, now, RECENT_DAYS)
  const [[all], [recent]] = await Promise.all([
    db.$queryRaw<[{ customers: number; buyers: number; orders: number; regulars: number }]>`
      select count(*)::int as customers, count(*) filter (where orders > 0)::int as buyers,
        coalesce(sum(orders), 0)::int as orders,
        count(*) filter (where rfm_group = any(${[...regulars]}::text[]))::int as regulars
      from profile where shop_id = ${shop.id}`,
    db.$queryRaw<[{ orders: number; inOtherCurrency: number; net: bigint }]>`
      select count(*)::int as orders, (count(*) filter (where o.currency <> ${shop.currency}))::int as "inOtherCurrency",
        coalesce(sum(o.total_minor - coalesce(r.minor, 0)) filter (where o.currency = ${shop.currency}), 0)::bigint as net
      from shop_order o
      left join lateral (select sum(total_minor) as minor from refund r
        where r.shop_id = o.shop_id and r.order_id = o.id) r on true
      where o.shop_id = ${shop.id} and o.processed_at >= ${since}
        and o.cancelled_at is null and o.deleted_at is null and not o.test`,
  ])
  const { net, ...counts } = recent
  return { ...all, recent: { days: RECENT_DAYS, ...counts, netMinor: Number(net) } }
}
