import { languageOf, type CustomerId, type Language, type Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { judgeAudience, type AudienceCheck } from './audience.server.ts'
import { showsPicks, type Draft } from './campaign.ts'
import { checkDraft, type DraftProblem } from './draft.ts'
import { letterWriter, type Letter } from './letter.server.ts'
import { readDesign } from './message/design.server.ts'
import { knownOf, type Known } from './personal.server.ts'
import { choosePicks, readShelf, type ChosenProduct } from './picks/picks.server.ts'
import { endOf } from './release.server.ts'

/** One person's mail in both languages; `language` is the person's own. */
export type Sample = { name: string; language: Language; letters: Record<Language, Letter> }
export type Preview =
  | { outcome: 'preview'; samples: Sample[]; example: Sample | null; audience: AudienceCheck }
  | { outcome: 'invalid'; problems: DraftProblem[] }

type Somebody = Pick<Known, 'firstName' | 'lastName' | 'likings'>

/** How many real people a mail is shown for. */
export const SAMPLES = 5
const EXAMPLE_CODE = '7KQ4-XMWP-3TRB'

/** The mails that up to five real people of the segment would get now, in both languages, and how many would get one. */
export async function preview(
  db: Queryable,
  shop: Shop,
  { input, seed, storefrontUrl }: { input: unknown; seed: string; storefrontUrl: string },
  now: Date,
): Promise<Preview> {
  const checked = checkDraft(input)
  if (checked.outcome === 'invalid') return checked
  const { draft } = checked
  const { check: audience, some } = await judgeAudience(db, shop, { ...draft, seed }, now, SAMPLES)
  return { outcome: 'preview', ...(await writeSamples(db, shop, { draft, some, storefrontUrl }, now)), audience }
}

type Written = Omit<Extract<Preview, { outcome: 'preview' }>, 'outcome' | 'audience'>

/** Writes the mails that these people would get; to nobody real where there are none. */
export async function writeSamples(
  db: Queryable,
  shop: Shop,
  { draft, some, storefrontUrl }: { draft: Draft; some: CustomerId[]; storefrontUrl: string },
  now: Date,
): Promise<Written> {
  const known = await knownOf(db, shop, some)
  const shelf = showsPicks(draft.messages) ? await readShelf(db, shop, now) : []
  const picks = await choosePicks(db, shop, { customerIds: some, shelf }, now)
  const design = await readDesign(db, shop)
  const surroundings = { shop, campaign: draft, design, endsAt: endOf(shop, draft, now), storefrontUrl, landing: null }
  const writer = letterWriter(surroundings, now)
  const lettersTo = (somebody: Somebody, chosen: ChosenProduct[] = []) => {
    const write = (locale: Language) =>
      writer({ ...somebody, picks: chosen, locale, code: EXAMPLE_CODE, unsubscribeUrl: `${storefrontUrl}/` })
    return { de: write('de'), en: write('en') }
  }
  const samples = some.flatMap((customerId): Sample[] => {
    const somebody = known.get(customerId)
    if (somebody === undefined) return []
    const name = [somebody.firstName, somebody.lastName].filter(Boolean).join(' ')
    return [
      {
        name,
        language: languageOf(somebody.locale ?? shop.locale),
        letters: lettersTo(somebody, picks.get(customerId)),
      },
    ]
  })
  const example = samples.length === 0 ? exampleOf(draft, languageOf(shop.locale), lettersTo) : null
  return { samples, example }
}

/** Where nobody would get the mail, its author still sees what it looks like: to somebody who bought what is on offer. */
function exampleOf(
  { target }: Draft,
  language: Language,
  lettersTo: (somebody: Somebody) => Sample['letters'],
): Sample {
  const likings = [{ type: target.title, orders: 1, lastAskedAt: null }]
  return { name: 'Alex', language, letters: lettersTo({ firstName: 'Alex', lastName: null, likings }) }
}
