import type { CampaignId, Language, SegmentId } from '../kernel/index.ts'

/**
 * `awaiting` another person's approval; `scheduled` for its hour; `preparing` its codes; `sending`, or `paused` in it;
 * `sent` to everybody; `failed` where something must be done first; `cancelled` by the merchant.
 */
export type CampaignStatus =
  'draft' | 'awaiting' | 'scheduled' | 'preparing' | 'sending' | 'paused' | 'sent' | 'failed' | 'cancelled'

/** The problem of a campaign, and the reason of its people, that wait until the app is installed again. */
export const UNINSTALLED = 'uninstalled'

/** The problem of a campaign whose discount somebody deleted at Shopify. */
export const DISCOUNT_GONE = 'discount-gone'

/** Written by the merchant in Liquid, one mail a language. */
export type MessageText = { subject: string; body: string }
export type Messages = Record<Language, MessageText>

/** What the code takes off. `percent` is whole, 1 to 100; `minor` is in the shop's currency. */
export type OfferValue = { kind: 'percentage'; percent: number } | { kind: 'amount'; minor: number }

/** What the code is good for: a product type by its name, or a collection by its id; `title` is for people. */
export type OfferTarget = { kind: 'product_type' | 'collection'; value: string; title: string }

export const NAME_LENGTH = 120
/** Of the shop's currency, for an offer of an amount. */
export const MOST_MINOR = 100_000_000
export const MOST_DAYS = 365
/** An order within so many days after a click may be credited to the mail. */
export const CLICK_DAYS = 7
export const DEFAULT_HOLDOUT = 10
export const MOST_HOLDOUT = 50
export const MOST_SEGMENTS = 20

/** A customer's live, unused code and what it promises. */
export type LiveOffer = { code: string; value: OfferValue; targetTitle: string; endsAt: Date | null }

/** A campaign as its author has it before release. */
export type Draft = {
  name: string
  /** Whoever is in one of these segments, */
  segmentIds: SegmentId[]
  /** and in none of these. */
  exceptIds: SegmentId[]
  /** How many of a hundred who could be mailed are not, so that the effect can be measured. */
  holdoutPercent: number
  /** When it begins; null for as soon as it is released. */
  plannedAt: Date | null
  value: OfferValue
  target: OfferTarget
  messages: Messages
  /** The code is good until the end of the shop's day this many days after release. */
  validDays: number
}

export type Campaign = Draft & {
  id: CampaignId
  /** Draws the holdout. */
  seed: string
  /** Shopify's numbers of the people; null where nobody has. */
  releasedBy: string | null
  approvedBy: string | null
  status: CampaignStatus
  problem: string | null
  createdAt: Date
  updatedAt: Date
  releasedAt: Date | null
  endsAt: Date | null
  completedAt: Date | null
}

/** Why somebody of the audience gets no mail, in the order in which it is checked. */
export const skipReasons = [
  'excepted',
  'no-address',
  'suppressed',
  'no-consent',
  'bounced',
  'open-request',
  'recently-mailed',
  'same-address',
] as const
export type SkipReason = (typeof skipReasons)[number]
