import { isCompared } from '../reconcile/checked-kinds.ts'
import { reasonOf } from './reason.ts'

/**
 * What helps a delivery that failed: to try `again`, or that once the app is uninstalled (`later`); to `compare`, because
 * Shopify can be asked for the same; `nothing` where nothing is missing; or only `support`, because it cannot be read and
 * be asked for nowhere.
 */
export type Remedy = 'again' | 'later' | 'compare' | 'nothing' | 'support'

export function remedyOf(topic: string, reason: string | null): Remedy {
  const why = reason === null ? 'failed' : reasonOf(reason)
  if (why === 'installed') return 'later'
  if (why !== 'unreadable') return 'again'
  // The import looks by itself whether an export is ready.
  if (topic.startsWith('bulk_operations/')) return 'nothing'
  return isCompared(topic) ? 'compare' : 'support'
}

/** Whether a person may put a failed delivery away for good: not what the law asks for. */
export function mayDismiss(topic: string): boolean {
  return !/\/(redact|data_request)$/.test(topic)
}

/** The reason of a delivery that a person has put away. */
export const DISMISSED = 'a person has put it away'
