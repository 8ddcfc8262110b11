import type { Money } from './money.ts'

/** One thing that happened with a customer, told by the room that knows it. */
export type TimelineEntry = {
  /** Unique among all rooms' entries of one customer, such as `order-5123`; the same on every reading. */
  id: string
  at: Date
  /** The room whose texts hold `timeline.<kind>`. */
  room: string
  kind: string
  /** What the text's placeholders are filled with; a day such as "2026-11-24" is written as the reader writes dates. */
  values: Record<string, string | number>
  money?: Money
  /** A page of the app or of the Shopify admin that shows more. */
  link?: string
  /** Further lines in the customer's or the merchant's own words: bought pieces, a message's text. */
  lines?: string[]
}

/** Where a page of the timeline ends: the next holds entries strictly before it in the order (at, id), newest first. */
export type TimelinePlace = { at: Date; id: string }

/** What a timeline can be narrowed to, in the order of a merchant's interest. Each source tells of one of them. */
export const timelineTopics = [
  'orders',
  'returns',
  'deliveries',
  'checkouts',
  'requests',
  'notes',
  'mails',
  'redemptions',
  'visits',
  'consents',
  'segments',
  'predictions',
  'changes',
] as const

export type TimelineTopic = (typeof timelineTopics)[number]
