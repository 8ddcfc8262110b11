import type { FactKind } from '../kernel/index.ts'

/**
 * Which kind of work a reaction is. `quick` touches a few rows; `outside` waits for Shopify or sends mails; `long` works on
 * a whole shop. Each has slots of its own, so that no shop's long work keeps another shop's order waiting.
 */
export type Lane = 'quick' | 'outside' | 'long'

const others: Partial<Record<FactKind, Lane>> = {
  'hour-began': 'long',
  'import-continues': 'long',
  'recent-history-imported': 'long',
  'history-imported': 'long',
  'reconciliation-due': 'long',
  'profiles-aged': 'long',
  'predictions-due': 'long',
  'rfm-borders-changed': 'long',
  'segments-due': 'long',
  'segment-changed': 'long',
  'answer-written': 'outside',
  'collection-changed': 'outside',
  'product-changed': 'outside',
  'consent-changed': 'outside',
  'campaign-planned': 'long',
  'segment-push-due': 'outside',
  'campaign-released': 'outside',
  'campaign-mail-due': 'outside',
  'discount-appeared': 'outside',
  'automation-due': 'outside',
}

export function laneOf(kind: FactKind): Lane {
  return others[kind] ?? 'quick'
}

/**
 * How many reactions of each lane may run at once: half of all for the quick ones and at least two, so that one may wait
 * for a lock while another works; the rest for the others, at least one each.
 */
export function slotsOf(concurrency: number): Record<Lane, number> {
  const quick = Math.max(2, Math.ceil(concurrency / 2))
  const outside = Math.max(1, Math.floor((concurrency - quick) / 2))
  return { quick, outside, long: Math.max(1, concurrency - quick - outside) }
}
