import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { checkDraft } from './draft.ts'
import { dryRunWithSome, type DryRun } from './dry-run.server.ts'
import { SAMPLES, writeSamples, type Preview } from './preview.server.ts'

/** What a release would do and what the mails would look like; the audience is judged once for both. */
export async function lookOver(
  db: Queryable,
  shop: Shop,
  { campaign, storefrontUrl }: { campaign: Campaign; storefrontUrl: string },
  now: Date,
): Promise<{ dryRun: DryRun; preview: Preview }> {
  const { dryRun, some } = await dryRunWithSome(db, shop, campaign, { samples: SAMPLES }, now)
  const checked = checkDraft(campaign)
  if (checked.outcome === 'invalid') return { dryRun, preview: checked }
  const written = await writeSamples(db, shop, { draft: checked.draft, some, storefrontUrl }, now)
  return { dryRun, preview: { outcome: 'preview', ...written, audience: dryRun.audience } }
}
