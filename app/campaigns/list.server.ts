import type { CampaignId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { CampaignStatus } from './campaign.ts'
import { toCampaign } from './campaigns.server.ts'
import { redemptionsSql } from './redemption.server.ts'

/** One line of the campaign list; money in minor units of the shop's currency, times ISO 8601. */
export type CampaignLine = {
  id: CampaignId
  name: string
  status: CampaignStatus
  targetTitle: string
  at: string
  audience: number
  sent: number
  redeemed: number
  netMinor: number
}

const MOST = 200

/** The campaigns that are still being written, the newest first. */
export async function listDrafts(db: Queryable, shop: Shop, limit: number): Promise<{ id: string; name: string }[]> {
  return db.campaign.findMany({
    where: { shopId: shop.id, status: 'draft' },
    select: { id: true, name: true },
    orderBy: { updatedAt: 'desc' },
    take: limit,
  })
}

/** The shop's newest campaigns, drafts first, each with what it has brought. */
export async function listCampaigns(db: Queryable, shop: Shop): Promise<CampaignLine[]> {
  const rows = await db.campaign.findMany({
    where: { shopId: shop.id, automationId: null },
    orderBy: [{ releasedAt: { sort: 'desc', nulls: 'first' } }, { updatedAt: 'desc' }],
    take: MOST,
  })
  const ids = rows.map(({ id }) => id as CampaignId)
  const mailed = await db.recipient.groupBy({
    by: ['campaignId', 'status'],
    where: { shopId: shop.id, campaignId: { in: ids } },
    _count: { _all: true },
  })
  const brought = await db.$queryRaw<{ campaignId: string; redeemed: number; net: bigint }[]>`
    select "campaignId", count(*)::int as redeemed, sum(net)::bigint as net
      from (${redemptionsSql(shop, ids)}) redemption group by "campaignId"`
  return rows.map((row) => {
    const { id, name, status, target, releasedAt, updatedAt } = toCampaign(row)
    const groups = mailed.filter(({ campaignId }) => campaignId === id)
    const people = (wanted?: string) =>
      groups.reduce(
        (sum, group) => (wanted === undefined || group.status === wanted ? sum + group._count._all : sum),
        0,
      )
    const { redeemed, net } = brought.find(({ campaignId }) => campaignId === id) ?? { redeemed: 0, net: 0n }
    const at = (releasedAt ?? updatedAt).toISOString()
    return {
      id,
      name,
      status,
      targetTitle: target.title,
      at,
      audience: people(),
      sent: people('sent'),
      redeemed,
      netMinor: Number(net),
    }
  })
}
