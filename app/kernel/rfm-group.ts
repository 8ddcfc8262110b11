/** Shopify's eleven names (CustomerRfmGroup), from the best customers to those who have not bought yet. */
export const rfmGroups = [
  'CHAMPIONS',
  'LOYAL',
  'ACTIVE',
  'NEW',
  'PROMISING',
  'NEEDS_ATTENTION',
  'AT_RISK',
  'ALMOST_LOST',
  'PREVIOUSLY_LOYAL',
  'DORMANT',
  'PROSPECTS',
] as const

/** How recently, how often and for how much a customer buys, in one word. */
export type RfmGroup = (typeof rfmGroups)[number]
