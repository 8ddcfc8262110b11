export const LONGEST_NAME = 60

/** Somebody of the shop's staff, by Shopify's number. */
export type ColleagueView = { id: string; name: string }
