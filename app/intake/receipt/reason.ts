export type Reason = 'denied' | 'away' | 'unreadable' | 'installed' | 'failed'

const DENIED = /access denied|denies access|ACCESS_DENIED|required access|not approved to access/i
const AWAY =
  /throttled|timed? ?out|answered (429|5\d\d)|unavailable|ECONN|fetch failed|socket|no Admin API|export (ended|broke off)/i
const UNREADABLE = /: expected |: invalid|cannot hold|invalid input|no JSON|has no id/i
const INSTALLED = /looks installed here/

/** What a technical reason means to a merchant. What it says itself is in English, and Shopify's own words or ours. */
export function reasonOf(problem: string): Reason {
  if (DENIED.test(problem)) return 'denied'
  if (AWAY.test(problem)) return 'away'
  if (INSTALLED.test(problem)) return 'installed'
  return UNREADABLE.test(problem) ? 'unreadable' : 'failed'
}
