import type { ImportProgressView } from '../history/progress.ts'
import type { KindName } from '../reconcile/checked-kinds.ts'

/** What is known of the stream from the shop; moments are ISO 8601. */
export type Standing = {
  history: ImportProgressView['outcome']
  /** Everything that changed in the shop before is here; null where nothing has been compared or imported yet. */
  completeTo: string | null
  /** Access scopes that the app needs and the shop has not granted. */
  missingScopes: string[]
  /** Kinds that lag behind the others, each with the reason where there is one. */
  lagging: LaggingKind[]
  /** Kinds that are compared whole at night only; `completeTo` leaves them out. */
  nightly: LaggingKind[]
  /** Deliveries that are still to be worked on. */
  waiting: number
  /** When the oldest of them came. */
  waitingSince: string | null
  /** Deliveries that nothing will work on until a person says so. */
  failed: number
}

export type LaggingKind = {
  kind: KindName
  /** Compared whole at night only. */
  nightly: boolean
  completeTo: string | null
  problem: string | null
}

export type Lag =
  | { kind: 'waiting'; since: string; count: number }
  | { kind: 'failed'; count: number }
  | { kind: 'stale'; completeTo: string }
  | { kind: 'night'; kinds: { kind: KindName; completeTo: string }[] }
  | { kind: 'unread'; kinds: LaggingKind[] }
  | { kind: 'scopes'; scopes: string[] }

export type Judgement =
  | { outcome: 'behind'; lags: Lag[] }
  | { outcome: 'complete'; completeTo: string }
  /** The history is on its way, or a part of it could not be imported. */
  | { outcome: 'incomplete' }

const LONGEST_WAIT = 5 * 60_000
const OLDEST_COMPARISON = 2 * 3_600_000
// The longest night, that in which the clock is put back, and as much as any comparison may take.
const OLDEST_NIGHT = 25 * 3_600_000 + OLDEST_COMPARISON

/** Whether the app keeps up with the shop, and where not, every reason. Comparing is expected only after the import. */
export function judge(standing: Standing, now: Date): Judgement {
  const { history, completeTo, lagging, nightly, missingScopes, waiting, waitingSince, failed } = standing
  const age = (moment: string): number => now.getTime() - Date.parse(moment)
  const lags: Lag[] = []
  if (failed > 0) lags.push({ kind: 'failed', count: failed })
  if (waitingSince !== null && age(waitingSince) > LONGEST_WAIT)
    lags.push({ kind: 'waiting', since: waitingSince, count: waiting })
  if (history === 'done' && completeTo !== null && age(completeTo) > OLDEST_COMPARISON)
    lags.push({ kind: 'stale', completeTo })
  const overdue = nightly.flatMap(({ kind, completeTo: to }) =>
    history === 'done' && to !== null && age(to) > OLDEST_NIGHT ? [{ kind, completeTo: to }] : [],
  )
  if (overdue.length > 0) lags.push({ kind: 'night', kinds: overdue })
  const unread = lagging.filter(({ problem }) => problem !== null)
  if (history === 'done' && unread.length > 0) lags.push({ kind: 'unread', kinds: unread })
  if (missingScopes.length > 0) lags.push({ kind: 'scopes', scopes: missingScopes })
  if (lags.length > 0) return { outcome: 'behind', lags }
  return history === 'done' && completeTo !== null ? { outcome: 'complete', completeTo } : { outcome: 'incomplete' }
}

/** Whether any of them says that something is not here yet; the others only ask a person to act. */
export function isLate(lags: Lag[]): boolean {
  return lags.some(({ kind }) => kind !== 'failed' && kind !== 'scopes')
}
