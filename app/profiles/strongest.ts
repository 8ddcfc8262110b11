import { ByteText } from './byte-text.ts'
import type { Counted, CountedKind } from './counted.ts'
import { SCORE_UNITS } from './evidence-row.ts'
import { HABITUAL } from './preference-kinds.ts'
import { mannerScore, preferenceScore, type LikingEvidence } from './preference-score.ts'

/** As it is stored: evidence is the JSON of a StoredEvidence in UTF-8. */
export type CustomerPreferences = {
  customerId: string
  evidence: Uint8Array
  tokens: string[]
  preferredType: string | null
}

/** Of product types, which offers are made of, and of the other kinds: the rest is counted in the totals and not kept. */
const TOP_TYPES = 5
const TOP = 3

/**
 * A customer's preferences from what was counted. Of each kind the strongest values are kept, and all that she asked
 * about or somebody said something about.
 */
export function preferencesOf(customerId: string, orders: number, kinds: readonly CountedKind[]): CustomerPreferences {
  const tokens: string[] = []
  for (const group of kinds) {
    if (group.members.length === 0) continue
    json.byte(json.isEmpty ? BRACE : COMMA)
    json.bytes(group.opening)
    scoreAll(group, orders)
    group.members.sort(compare)
    json.bytes(TOP_OPENING)
    addStrongest(group)
    json.bytes(CLOSING)
    addTokens(tokens, group)
  }
  if (json.isEmpty) json.byte(BRACE)
  json.byte(BRACE_END)
  return {
    customerId,
    evidence: json.take(),
    tokens,
    preferredType: preferredOf(kinds.find(({ kind }) => kind === 'product_type')),
  }
}

// One for all customers of a process: each takes its text before the next one begins.
const json = new ByteText()
const [COMMA, BRACKET, BRACKET_END, BRACE, BRACE_END] = [44, 91, 93, 123, 125]
const TOP_OPENING = new TextEncoder().encode('],"top":[')
const CLOSING = new TextEncoder().encode(']}')

function scoreAll({ members, isManner }: CountedKind, ofOrders: number): void {
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
  json.number(own.ofOrders)
  addNumbers(own.ofSpentMinor, own.ofQuestions, own.ofViews)
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

function addStrongest({ kind, isManner, members }: CountedKind): void {
  const top = kind === 'product_type' ? TOP_TYPES : isManner ? 1 : TOP
  members.forEach((count, place) => {
    if (place >= top && count.questions === 0 && count.stance === 0) return
    if (place > 0) json.byte(COMMA)
    json.byte(BRACKET)
    json.bytes(count.json)
    addNumbers(count.score)
    addCounted(count)
    json.byte(BRACKET_END)
  })
}

function addTokens(tokens: string[], group: CountedKind): void {
  const { kind, members } = group
  const preferred = preferredOf(group)
  if (preferred !== null) tokens.push(`prefers:${kind}:${preferred}`)
  for (const { value, stance, questions } of members) {
    if (questions > 0) tokens.push(`asked:${kind}:${value}`)
    if (stance !== 0) tokens.push(`${stance > 0 ? 'likes' : 'dislikes'}:${kind}:${value}`)
  }
}

function preferredOf(group: CountedKind | undefined): string | null {
  const [first] = group?.members ?? []
  if (first === undefined || first.stance < 0) return null
  return group?.isManner === true && first.orders < HABITUAL ? null : first.value
}

// Zeros at the end are left out.
function addCounted(count: Counted): void {
  const { orders, pieces, spent, lastAt, questions, askedAt, views, viewedAt } = count
  const isOfInterest = questions > 0 || views > 0
  if (orders > 0 || isOfInterest) addNumbers(orders, pieces, spent, lastAt)
  if (isOfInterest) addNumbers(questions, askedAt, views, viewedAt)
}

function addNumbers(...numbers: number[]): void {
  for (const number of numbers) {
    json.byte(COMMA)
    json.number(number)
  }
}
