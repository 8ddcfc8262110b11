export type Difference = 'missing' | 'outdated' | 'gone'

/** `parts`: how many lines, variants or members it has. */
type Version = { updatedAt: Date; fingerprint: string; parts: number }

/** How the ledger differs from what the shop tells of a thing now; null where it agrees, knows better, or saw it deleted. */
export function differenceOf(
  told: Version,
  held: (Version & { deleted: boolean }) | undefined,
): Exclude<Difference, 'gone'> | null {
  if (held === undefined) return 'missing'
  if (held.deleted || held.updatedAt > told.updatedAt) return null
  // Within one second the time does not tell two versions apart; and an export that was stopped may have told a thing
  // without all of its parts.
  const differs = held.updatedAt < told.updatedAt || held.fingerprint !== told.fingerprint || held.parts < told.parts
  return differs ? 'outdated' : null
}
