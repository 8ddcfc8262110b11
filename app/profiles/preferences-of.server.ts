import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { PreferenceView } from './customer-view.ts'
import { readValue, type StoredEvidence, type ValueEvidence } from './evidence-row.ts'
import { HABITUAL, isManner, preferenceKinds, type PreferenceKind } from './preference-kinds.ts'
import { statementsOf, type SaidRow } from './statements.server.ts'

/** What a customer likes, by kind, the strongest first, with the evidence and with what somebody said about it. */
export async function preferencesOf(db: Queryable, shop: Shop, customerId: CustomerId): Promise<PreferenceView[]> {
  const [row, said] = await Promise.all([
    db.preference.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId } } }),
    statementsOf(db, shop, customerId),
  ])
  const evidence = (row?.evidence ?? {}) as StoredEvidence
  return preferenceKinds.flatMap((kind) => {
    const stored = evidence[kind]
    const values = (stored?.top ?? []).map(readValue)
    const about = said.filter((one) => one.kind === kind)
    // Said a moment ago, and not yet counted.
    const unheard = about.filter(({ value }) => !values.some((known) => isSame(known.value, value)))
    return [...values, ...unheard.map(({ value }) => ({ ...nothing, value }))]
      .map((value) => toView(kind, value, stored?.of[0] ?? 0, about))
      .filter(({ orders, ...view }) => !isManner(kind) || orders >= HABITUAL || view.said !== null)
  })
}

// "silber" that somebody said is "Silber" in the shop.
function isSame(value: string, said: string): boolean {
  return value.toLowerCase() === said.toLowerCase()
}

const nothing = readValue(['', 0])

function toView(kind: PreferenceKind, value: ValueEvidence, ofOrders: number, about: SaidRow[]): PreferenceView {
  const row = about.find((one) => isSame(one.value, value.value))
  if (row === undefined) return { ...value, kind, ofOrders, said: null }
  const { id, saidAt } = row
  const stance = row.stance === 'likes' ? 'likes' : 'dislikes'
  const author = row.author === 'customer' ? 'customer' : 'merchant'
  return { ...value, kind, ofOrders, said: { id, stance, author, at: saidAt.toISOString() } }
}
