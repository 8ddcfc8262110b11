import type { PreferenceView } from './customer-view.ts'
import { HABITUAL, type PreferenceKind } from './preference-kinds.ts'

/** How somebody buys, in the order in which it is said. */
export const habitKinds = ['weekday', 'hour', 'channel', 'price_band', 'discount'] as const
export type Habit = { kind: (typeof habitKinds)[number]; value: string }

/** What holds for at least half of a customer's orders and for more than one: "mostly" claims no more. */
export function habitsOf(preferences: readonly PreferenceView[]): Habit[] {
  const isMostly = ({ orders, ofOrders }: PreferenceView) => orders >= HABITUAL && 2 * orders >= ofOrders
  return habitKinds.flatMap((kind) => {
    const [first] = preferences.filter((one) => one.kind === (kind satisfies PreferenceKind))
    return first !== undefined && isMostly(first) ? [{ kind, value: first.value }] : []
  })
}
