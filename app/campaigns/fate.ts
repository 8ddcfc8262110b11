/** What becomes of a recipient. `held`: not mailed, for comparison. `unclear`: the mail may have been delivered, so it is never repeated. */
export const fates = ['sent', 'failed', 'skipped', 'held', 'unclear', 'pending'] as const
export type Fate = (typeof fates)[number]

/** What the list of recipients can be narrowed to: who used the code, or a fate of the mail. */
export const recipientViews = ['redeemed', ...fates] as const
export type RecipientView = (typeof recipientViews)[number]

/** Reads a view from an address. */
export function readRecipientView(text: string | null): RecipientView | null {
  return recipientViews.find((view) => view === text) ?? null
}
