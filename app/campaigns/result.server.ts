import type { CampaignId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { Fate } from './fate.ts'
import { LONGEST_CLAIM } from './mailing-progress.server.ts'
import { redemptionsSql } from './redemption.server.ts'

/**
 * audience = sent + failed + skipped + held + unclear + pending + forgotten. Derived at every reading, never counted
 * up; only the audience was counted at the freeze.
 */
export type CampaignResult = {
  audience: number
  sent: number
  failed: number
  skipped: number
  held: number
  unclear: number
  pending: number
  /** People whose rows are gone, because the law wanted them forgotten. */
  forgotten: number
  /** Why, and how many. */
  skippedFor: Record<string, number>
  codesIssued: number
  redeemed: number
  netMinor: number
  refundedMinor: number
  discountMinor: number
  currency: string
}

type Group = {
  fate: Fate
  reason: string | null
  people: number
  coded: number
}
type Totals = { redeemed: number; net: bigint; refunded: bigint; discount: bigint }

/** What a campaign has brought until now. */
export async function readResult(db: Queryable, shop: Shop, id: CampaignId, now: Date): Promise<CampaignResult> {
  const fates = await db.$queryRaw<Group[]>`
    select ${fateSql(now)} as fate, case when status = 'skipped' then reason end as reason,
           count(*)::int as people, count(code_live_at)::int as coded
      from recipient where shop_id = ${shop.id} and campaign_id = ${id}::uuid group by 1, 2`
  const [totals] = await db.$queryRaw<Totals[]>`
    select count(*)::int as redeemed, coalesce(sum(net), 0)::bigint as net,
           coalesce(sum(refunded), 0)::bigint as refunded, coalesce(sum(discount), 0)::bigint as discount
      from (${redemptionsSql(shop, [id])}) redemption`
  const rows = sum(fates.map(({ people }) => people))
  const frozen = await db.campaign.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { audience: true },
  })
  const audience = frozen?.audience ?? rows
  const count = (fate: Fate) => sum(fates.filter((row) => row.fate === fate).map(({ people }) => people))
  return {
    audience,
    sent: count('sent'),
    failed: count('failed'),
    skipped: count('skipped'),
    held: count('held'),
    unclear: count('unclear'),
    pending: count('pending'),
    forgotten: audience - rows,
    skippedFor: Object.fromEntries(fates.flatMap(({ reason, people }) => (reason === null ? [] : [[reason, people]]))),
    codesIssued: sum(fates.map(({ coded }) => coded)),
    redeemed: totals?.redeemed ?? 0,
    netMinor: Number(totals?.net ?? 0n),
    refundedMinor: Number(totals?.refunded ?? 0n),
    discountMinor: Number(totals?.discount ?? 0n),
    currency: shop.currency,
  }
}

/** What has become of a recipient, as an expression over the row: a claim that outlived its worker is unclear. */
export function fateSql(now: Date): Prisma.Sql {
  const living = new Date(now.getTime() - LONGEST_CLAIM)
  return Prisma.sql`case when status in ('sent', 'failed', 'skipped', 'held') then status
    when status = 'claimed' and (reason is not null or claimed_at <= ${living}) then 'unclear' else 'pending' end`
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
