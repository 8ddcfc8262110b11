/** What holds for every campaign of a shop. */
export type CampaignRules = {
  /** Nobody is mailed again within so many days; 0 for no limit. */
  restDays: number
  /** From this hour of the shop's day until the other no mail is sent; null for always. */
  quiet: { from: number; until: number } | null
  /** Whoever waits for an answer from the shop is not mailed. */
  sparesAsking: boolean
  /** Another person must approve before anything is sent. */
  approval: boolean
  /** What is left of a price after the goods, in whole percent; null where nobody has told. */
  marginPercent: number | null
}

/** Until somebody says otherwise: two mails a week at most. */
export const defaultRules: CampaignRules = {
  restDays: 3,
  quiet: null,
  sparesAsking: true,
  approval: false,
  marginPercent: null,
}

export const MOST_REST_DAYS = 365
