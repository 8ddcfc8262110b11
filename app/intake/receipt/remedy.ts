import { isCompared } from '../reconcile/checked-kinds.ts'
import { reasonOf } from './reason.ts'

/**
 * What helps a delivery that failed: to try `again`; to `compare`, because Shopify can be asked for the same; or only
 * `support`, because it cannot be read and be asked for nowhere.
 */
export type Remedy = 'again' | 'compare' | 'support'

export function remedyOf(topic: string, reason: string | null): Remedy {
  const why = reason === null ? 'failed' : reasonOf(reason)
  if (why === 'installed') return 'support'
  if (why !== 'unreadable') return 'again'
  return isCompared(topic) ? 'compare' : 'support'
}

/** Whether a person may put a failed delivery away for good: not what the law asks for. */
export function mayDismiss(topic: string): boolean {
  return !/\/(redact|data_request)$/.test(topic)
}

/** The reason of a delivery that a person has put away. */
export const DISMISSED = 'a person has put it away'
