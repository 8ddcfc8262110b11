import { z } from 'zod'
import { rfmGroups } from '../kernel/index.ts'
import { MAX_RULES, ruleKinds, type RuleKind } from './rule-kinds.ts'

const days = z.int().min(1).max(3650)
const types = z.array(z.string().min(1).max(255)).min(1).max(100)

const ruleShape = z.discriminatedUnion('kind', [
  /** The type of product the customer likes best is one of these. */
  z.object({ kind: z.literal('prefers'), types }),
  /** The last order lies before the day that is so many days ago in the shop's time zone, or on or after it. */
  z.object({ kind: z.literal('lastOrder'), when: z.enum(['before', 'within']), days }),
  /** Net of refunds, minor units of the shop's currency. */
  z.object({ kind: z.literal('spent'), minor: z.int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  z.object({ kind: z.literal('orders'), count: z.int().min(1).max(1_000_000) }),
  /** Advertising e-mail is permitted. */
  z.object({ kind: z.literal('mayEmail') }),
  z.object({ kind: z.literal('askedAbout'), types }),
  z.object({ kind: z.literal('group'), groups: z.array(z.enum(rfmGroups)).min(1) }),
])

/** One condition on a customer. */
export type Rule = z.infer<typeof ruleShape>
/** What is wrong with a rule: `rule` counts from 0. The code is translated where it is shown. */
export type RuleProblem = { rule: number; code: 'choose' | 'days' | 'amount' | 'count' | 'unknown' }

/** Reads rules from outside; all of them must hold for a member. An empty list means everyone. */
export function readRules(
  input: unknown,
): { outcome: 'read'; rules: Rule[] } | { outcome: 'invalid'; problems: RuleProblem[] } {
  const list = z.array(z.unknown()).max(MAX_RULES).safeParse(input)
  if (!list.success) return { outcome: 'invalid', problems: [{ rule: 0, code: 'unknown' }] }
  const read = list.data.map((rule) => ruleShape.safeParse(rule))
  const rules = read.flatMap((one) => (one.success ? [one.data] : []))
  if (rules.length === read.length) return { outcome: 'read', rules }
  const problems = read.flatMap((one, rule) => (one.success ? [] : [{ rule, code: codeFor(list.data[rule]) }]))
  return { outcome: 'invalid', problems }
}

/** Reads rules that readRules has accepted before. @throws Error where the stored text is something else */
export function storedRules(stored: unknown): Rule[] {
  const read = readRules(stored)
  if (read.outcome === 'invalid')
    throw new Error(`a stored segment holds rules nobody can read: ${JSON.stringify(stored)}`)
  return read.rules
}

const codes: Record<RuleKind, RuleProblem['code']> = {
  prefers: 'choose',
  lastOrder: 'days',
  spent: 'amount',
  orders: 'count',
  mayEmail: 'unknown',
  askedAbout: 'choose',
  group: 'choose',
}

function codeFor(rule: unknown): RuleProblem['code'] {
  const kind = z.object({ kind: z.enum(ruleKinds) }).safeParse(rule)
  return kind.success ? codes[kind.data.kind] : 'unknown'
}
