import { z } from 'zod'
import type { CampaignId, SegmentId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { Campaign, CampaignStatus, Messages, OfferTarget, OfferValue } from './campaign.ts'
import { checkDraft, type DraftProblem } from './draft.ts'

export type SaveOutcome =
  | { outcome: 'saved'; id: CampaignId }
  | { outcome: 'invalid'; problems: DraftProblem[] }
  | { outcome: 'released' }
  | { outcome: 'gone' }

/** One campaign; null where this shop has none of that id. */
export async function findCampaign(db: Queryable, shop: Pick<Shop, 'id'>, id: string): Promise<Campaign | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = await db.campaign.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
  return row === null ? null : toCampaign(row)
}

/** Creates a draft (id null) or replaces one. What has been released stays as it was. */
export async function saveDraft(
  db: Queryable,
  shop: Shop,
  { id, input }: { id: string | null; input: unknown },
  now: Date,
): Promise<SaveOutcome> {
  const checked = checkDraft(input)
  if (checked.outcome === 'invalid') return checked
  const { value, target, ...draft } = checked.draft
  const row = {
    ...draft,
    valueKind: value.kind,
    percentage: value.kind === 'percentage' ? value.percent : null,
    amountMinor: value.kind === 'amount' ? BigInt(value.minor) : null,
    targetKind: target.kind,
    targetValue: target.value,
    targetTitle: target.title,
    updatedAt: now,
  }
  if (id === null) {
    const created = crypto.randomUUID() as CampaignId
    await db.campaign.create({
      data: { ...row, shopId: shop.id, id: created, seed: crypto.randomUUID(), createdAt: now },
    })
    return { outcome: 'saved', id: created }
  }
  const found = await findCampaign(db, shop, id)
  if (found === null) return { outcome: 'gone' }
  const { count } = await db.campaign.updateMany({ where: { shopId: shop.id, id, status: 'draft' }, data: row })
  return count === 0 ? { outcome: 'released' } : { outcome: 'saved', id: found.id }
}

/** Deletes a draft; what has been released is history and stays. */
export async function deleteDraft(
  db: Queryable,
  shop: Shop,
  id: string,
): Promise<{ outcome: 'deleted' | 'released' | 'gone' }> {
  const found = await findCampaign(db, shop, id)
  if (found === null) return { outcome: 'gone' }
  const { count } = await db.campaign.deleteMany({ where: { shopId: shop.id, id, status: 'draft' } })
  return { outcome: count === 0 ? 'released' : 'deleted' }
}

type Row = {
  id: string
  name: string
  segmentIds: string[]
  exceptIds: string[]
  holdoutPercent: number
  plannedAt: Date | null
  seed: string | null
  releasedBy: string | null
  approvedBy: string | null
  status: string
  problem: string | null
  valueKind: string
  percentage: number | null
  amountMinor: bigint | null
  targetKind: string
  targetValue: string
  targetTitle: string
  messages: unknown
  validDays: number
  createdAt: Date
  updatedAt: Date
  releasedAt: Date | null
  endsAt: Date | null
  completedAt: Date | null
}

/** A campaign from its row. */
export function toCampaign(row: Row): Campaign {
  return {
    id: row.id as CampaignId,
    name: row.name,
    segmentIds: row.segmentIds as SegmentId[],
    exceptIds: row.exceptIds as SegmentId[],
    holdoutPercent: row.holdoutPercent,
    plannedAt: row.plannedAt,
    seed: row.seed ?? row.id,
    releasedBy: row.releasedBy,
    approvedBy: row.approvedBy,
    status: row.status as CampaignStatus,
    problem: row.problem,
    value: valueOf(row),
    target: { kind: row.targetKind as OfferTarget['kind'], value: row.targetValue, title: row.targetTitle },
    messages: row.messages as Messages,
    validDays: row.validDays,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    releasedAt: row.releasedAt,
    endsAt: row.endsAt,
    completedAt: row.completedAt,
  }
}

function valueOf({
  valueKind,
  percentage,
  amountMinor,
}: Pick<Row, 'valueKind' | 'percentage' | 'amountMinor'>): OfferValue {
  if (valueKind === 'percentage') return { kind: 'percentage', percent: percentage ?? 0 }
  return { kind: 'amount', minor: Number(amountMinor ?? 0n) }
}
