import type { RfmGroup, TimelineEntry } from '../kernel/index.ts'
import type { PostalAddress } from '../ledger/index.ts'
import type { ValueEvidence } from './evidence-row.ts'
import type { OutlookView, Risk } from './outlook-view.ts'
import type { PreferenceKind, Stance } from './preference-kinds.ts'
import type { RfmBorders } from './rfm-borders.ts'

/** One line of the list; spentMinor net of refunds in the shop's currency, time ISO 8601. */
export type CustomerRow = {
  id: string
  name: string
  email: string | null
  city: string | null
  guest: boolean
  orders: number
  spentMinor: number
  lastOrderAt: string | null
  group: RfmGroup
  preferredType: string | null
  /** What is expected of her: sales of a year, the risk to lose her, her next order; null before her first order. */
  expected: { minor: number; risk: Risk; next: OutlookView['next'] } | null
}

/** A page and the places of the pages beside it, null where there is none. */
export type CustomerPage = { rows: CustomerRow[]; previous: string | null; next: string | null }

/** How many customers a search finds; counted up to a limit, beyond which only `more` is known. */
export type CustomerCount = { count: number; more: boolean }

/** One liking with what speaks for it; money in minor units, times ISO 8601. */
export type PreferenceView = ValueEvidence & {
  kind: PreferenceKind
  ofOrders: number
  /** What somebody said about it and did not take back. */
  said: { id: string; stance: Stance; author: 'merchant' | 'customer'; at: string } | null
}

/** Who a customer is, as her page tells it. */
export type CustomerView = {
  id: string
  name: string
  email: string | null
  phone: string | null
  city: string | null
  countryCode: string | null
  locale: string | null
  note: string | null
  tags: string[]
  /** The default one first. */
  addresses: PostalAddress[]
  guest: boolean
  mayEmail: boolean
  since: string
  orders: number
  /** Orders in another currency than the shop's: they count as orders and are not in spentMinor. */
  inOtherCurrency: number
  spentMinor: number
  firstOrderAt: string | null
  lastOrderAt: string | null
  group: RfmGroup
  /** 1 to 5 each; null before the first order. */
  scores: { recency: number; frequency: number; monetary: number } | null
  /** What a score means: the borders that lie between the five steps, and where they come from; null before the first order. */
  borders: RfmBorders | null
  preferredType: string | null
  refreshedAt: string | null
  preferences: PreferenceView[]
}

/** Entry of a timeline page; the time is ISO 8601. */
export type TimelineEntryView = Omit<TimelineEntry, 'at'> & { at: string }
export type TimelinePage = { entries: TimelineEntryView[]; next: string | null }
