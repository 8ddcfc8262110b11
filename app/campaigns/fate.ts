/** What becomes of a recipient. `unclear`: the mail may have been delivered, so it is never repeated. */
export const fates = ['sent', 'failed', 'skipped', 'unclear', 'pending'] as const
export type Fate = (typeof fates)[number]

/** Reads a filter from an address. */
export function readFate(text: string | null): Fate | null {
  return fates.find((fate) => fate === text) ?? null
}
