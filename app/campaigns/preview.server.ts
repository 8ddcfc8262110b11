import { languageOf, type Language, type Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { judgeAudience, type AudienceCheck } from './audience.server.ts'
import { checkDraft, type DraftProblem } from './draft.ts'
import { writeLetter, type Letter } from './letter.ts'
import { knownOf } from './personal.server.ts'
import { endOf } from './release.server.ts'

export type Sample = { customerId: string; name: string; language: Language; letters: Record<Language, Letter> }
export type Preview =
  { outcome: 'preview'; samples: Sample[]; audience: AudienceCheck } | { outcome: 'invalid'; problems: DraftProblem[] }

const SAMPLES = 5
const EXAMPLE_CODE = '7KQ4-XMWP-3TRB'

/** The mails that up to five real people of the segment would get now, in both languages, and how many would get one. */
export async function preview(
  db: Queryable,
  shop: Shop,
  { input, storefrontUrl }: { input: unknown; storefrontUrl: string },
  now: Date,
): Promise<Preview> {
  const checked = checkDraft(input)
  if (checked.outcome === 'invalid') return checked
  const { draft } = checked
  const { check: audience, some } = await judgeAudience(db, shop, draft.segmentId, now, SAMPLES)
  const known = await knownOf(db, shop, some)
  const surroundings = { shop, campaign: draft, endsAt: endOf(shop, draft, now), storefrontUrl, landing: null }
  const samples = some.flatMap((customerId): Sample[] => {
    const somebody = known.get(customerId)
    if (somebody === undefined) return []
    const write = (locale: Language) =>
      writeLetter(surroundings, { ...somebody, locale, code: EXAMPLE_CODE, unsubscribeUrl: `${storefrontUrl}/` }, now)
    const letters = { de: write('de'), en: write('en') }
    const name = [somebody.firstName, somebody.lastName].filter(Boolean).join(' ')
    const language = languageOf(somebody.locale ?? shop.locale)
    return [{ customerId: String(customerId), name, language, letters }]
  })
  return { outcome: 'preview', samples, audience }
}
