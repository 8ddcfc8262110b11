import { languages, type Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { isLeftOut, type Campaign } from './campaign.ts'
import type { DryRun } from './dry-run.server.ts'
import { lookOver } from './look-over.server.ts'
import { deadLinks } from './message/dead-links.server.ts'
import { warningsOf, type MessageWarning } from './message/warnings.ts'

/** What is looked at once more before mails leave that nobody can call back. */
export type ReleaseCheck = DryRun & { warnings: MessageWarning[] }

/** Looks at the audience of this moment and at the mails as real people would get them. */
export async function checkRelease(
  db: Database,
  shop: Shop,
  { campaign, storefrontUrl }: { campaign: Campaign; storefrontUrl: string },
  now: Date,
): Promise<ReleaseCheck> {
  const { dryRun: dry, preview } = await lookOver(db, shop, { campaign, storefrontUrl }, now)
  if (preview.outcome === 'invalid') return { ...dry, warnings: [] }
  const { samples, example } = preview
  const written = languages.filter((language) => !isLeftOut(campaign.messages[language]))
  const letters = [...samples, ...(example === null ? [] : [example])].flatMap((sample) =>
    written.flatMap((language) => {
      const letter = sample.letters[language]
      return letter.outcome === 'rendered' ? [letter] : []
    }),
  )
  const dead = await deadLinks(fixedLinks(campaign), storefrontUrl)
  const warnings = [...letters.flatMap(warningsOf), ...dead.map((name) => ({ code: 'dead-link' as const, name }))]
  return { ...dry, warnings: firstOfEach(warnings) }
}

const ADDRESS = /https?:\/\/[^\s<>"'{}]*[^\s<>"'{}.,;:!?)]/g

/** The addresses that an author wrote down, in buttons and in texts. */
function fixedLinks({ messages }: Campaign): string[] {
  const texts = languages.flatMap((language) =>
    messages[language].blocks.flatMap((block) => {
      if (block.kind === 'button') return [block.url]
      return block.kind === 'text' ? (block.text.match(ADDRESS) ?? []) : []
    }),
  )
  return texts.map((text) => text.trim()).filter((text) => text !== '' && !text.includes('{{'))
}

function firstOfEach(warnings: MessageWarning[]): MessageWarning[] {
  const key = ({ code, name }: MessageWarning) => (code === 'too-large' ? code : `${code} ${name}`)
  return [...new Map(warnings.map((warning) => [key(warning), warning])).values()]
}
