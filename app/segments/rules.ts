import { z } from 'zod'
import { rfmGroups } from '../kernel/index.ts'
import type { RuleKind } from './rule-kinds.ts'

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

/** A clause that the rule builder can edit; every other one stands in it as text. */
export type Rule = z.infer<typeof ruleShape>
/** What a rule still lacks. The code is translated where it is shown. */
export type RuleProblem = 'choose' | 'days' | 'amount' | 'count'

/** What is wrong with a rule that is being edited; null for nothing. */
export function problemOfRule(rule: Rule): RuleProblem | null {
  return ruleShape.safeParse(rule).success ? null : codes[rule.kind]
}

const codes: Record<RuleKind, RuleProblem> = {
  prefers: 'choose',
  lastOrder: 'days',
  spent: 'amount',
  orders: 'count',
  mayEmail: 'choose',
  askedAbout: 'choose',
  group: 'choose',
}
