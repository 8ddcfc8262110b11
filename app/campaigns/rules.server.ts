import { z } from 'zod'
import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { defaultRules, MOST_REST_DAYS, type CampaignRules } from './rules.ts'

/** The shop's rules for campaigns. */
export async function readRules(db: Queryable, shop: Pick<Shop, 'id'>): Promise<CampaignRules> {
  const row = await db.campaignRules.findUnique({ where: { shopId: shop.id } })
  if (row === null) return defaultRules
  const { quietFrom: from, quietUntil: until, restDays, sparesAsking, approval, marginPercent } = row
  const quiet = from === null || until === null ? null : { from, until }
  return { restDays, quiet, sparesAsking, approval, marginPercent }
}

const hour = z.int().min(0).max(23)
const schema = z.object({
  restDays: z.int().min(0).max(MOST_REST_DAYS),
  quiet: z
    .object({ from: hour, until: hour })
    .refine(({ from, until }) => from !== until)
    .nullable(),
  sparesAsking: z.boolean(),
  approval: z.boolean(),
  marginPercent: z.int().min(1).max(99).nullable(),
})

/** Keeps the shop's rules; campaigns that are under way follow them from their next mail. */
export async function saveRules(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
  given: unknown,
  now: Date,
): Promise<{ outcome: 'saved' | 'invalid' }> {
  const read = schema.safeParse(given)
  if (!read.success) return { outcome: 'invalid' }
  const { quiet, ...rules } = read.data
  const row = { ...rules, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null, savedAt: now }
  await db.campaignRules.upsert({ where: { shopId: shop.id }, create: { shopId: shop.id, ...row }, update: row })
  return { outcome: 'saved' }
}
