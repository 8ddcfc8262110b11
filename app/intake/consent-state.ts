import type { ConsentTold } from './parts.ts'

/** Shopify's marketing state in our words: what is neither a yes, a no nor a pending yes was never said. */
export function consentStateOf(state: string): ConsentTold['state'] {
  const lower = state.toLowerCase()
  return lower === 'subscribed' || lower === 'unsubscribed' || lower === 'pending' ? lower : 'none'
}
