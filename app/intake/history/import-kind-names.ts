/** The steps of an import, in the order they are read: what a merchant works with today comes before the past. */
export const importKinds = [
  'products',
  'collections',
  'recentCustomers',
  'recentOrders',
  'customers',
  'orders',
] as const
export type ImportKindName = (typeof importKinds)[number]

/** The steps after which a merchant can work. */
export const RECENT_KINDS: readonly ImportKindName[] = importKinds.slice(0, 4)

/** How many days count as recent. */
export const RECENT_DAYS = 90
