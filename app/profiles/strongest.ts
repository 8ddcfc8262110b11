import type { Counted, CountedKind } from './counted.ts'
import { SCORE_UNITS } from './evidence-row.ts'
import { HABITUAL } from './preference-kinds.ts'
import { mannerScore, preferenceScore, type LikingEvidence } from './preference-score.ts'

/** As it is stored: evidence is the JSON of a StoredEvidence. */
export type CustomerPreferences = { customerId: string; evidence: string; tokens: string[] }

/** Of product types, which offers are made of, and of the other kinds: the rest is counted in the totals and not kept. */
const TOP_TYPES = 5
const TOP = 3

/**
 * A customer's preferences from what was counted. Of each kind the strongest values are kept, and all that she asked
 * about or somebody said something about.
 */
export function preferencesOf(customerId: string, orders: number, kinds: readonly CountedKind[]): CustomerPreferences {
  const parts: (string | number)[] = []
  const tokens: string[] = []
  for (const group of kinds) {
    if (group.members.length === 0) continue
    parts.push(parts.length === 0 ? '{"' : ',"', group.kind, '":{"of":[')
    scoreAll(group, orders, parts)
    group.members.sort(compare)
    parts.push('],"top":[')
    addStrongest(parts, group)
    parts.push(']}')
    addTokens(tokens, group)
  }
  // Joined once: a text that grows is a tree of its pieces until it is read, and a portion of such trees fills the memory.
  return { customerId, evidence: parts.length === 0 ? '{}' : `${parts.join('')}}`, tokens }
}

function scoreAll({ members, isManner }: CountedKind, ofOrders: number, parts: (string | number)[]): void {
  const own: LikingEvidence = { ...NOTHING, ofOrders }
  for (const { spent, questions, views, stance } of members) {
    own.ofSpentMinor += spent
    own.ofQuestions += questions
    own.ofViews += views
    if (stance > 0) own.ofSaid += 1
  }
  const score = isManner ? mannerScore : preferenceScore
  for (const count of members) {
    own.orders = count.orders
    own.spentMinor = count.spent
    own.questions = count.questions
    own.views = count.views
    own.said = count.stance > 0 ? 1 : 0
    count.score = Math.round(score(own, count.habit) * SCORE_UNITS)
  }
  parts.push(own.ofOrders, ',', own.ofSpentMinor, ',', own.ofQuestions, ',', own.ofViews)
}

const NOTHING: LikingEvidence = {
  ...{ orders: 0, spentMinor: 0, questions: 0, views: 0, said: 0 },
  ...{ ofOrders: 0, ofSpentMinor: 0, ofQuestions: 0, ofViews: 0, ofSaid: 0 },
}

// What somebody said outranks what was counted.
function compare(a: Counted, b: Counted): number {
  return (
    b.stance - a.stance ||
    b.score - a.score ||
    Math.max(b.lastAt, b.askedAt) - Math.max(a.lastAt, a.askedAt) ||
    (a.value < b.value ? -1 : 1)
  )
}

function addStrongest(parts: (string | number)[], { kind, isManner, members }: CountedKind): void {
  const top = kind === 'product_type' ? TOP_TYPES : isManner ? 1 : TOP
  members.forEach((count, place) => {
    if (place >= top && count.questions === 0 && count.stance === 0) return
    parts.push(place === 0 ? '[' : ',[', count.json, ',', count.score)
    addCounted(parts, count)
    parts.push(']')
  })
}

function addTokens(tokens: string[], { kind, isManner, members }: CountedKind): void {
  const [first] = members
  if (first !== undefined && first.stance >= 0 && (!isManner || first.orders >= HABITUAL))
    tokens.push(`prefers:${kind}:${first.value}`)
  for (const { value, stance, questions } of members) {
    if (questions > 0) tokens.push(`asked:${kind}:${value}`)
    if (stance !== 0) tokens.push(`${stance > 0 ? 'likes' : 'dislikes'}:${kind}:${value}`)
  }
}

// Zeros at the end are left out.
function addCounted(parts: (string | number)[], count: Counted): void {
  const { orders, pieces, spent, lastAt, questions, askedAt, views, viewedAt } = count
  const isOfInterest = questions > 0 || views > 0
  if (orders > 0 || isOfInterest) parts.push(',', orders, ',', pieces, ',', spent, ',', lastAt)
  if (isOfInterest) parts.push(',', questions, ',', askedAt, ',', views, ',', viewedAt)
}
