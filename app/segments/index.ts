export { describeRule } from './describe-rule.ts'
export { ruleKinds, type RuleKind } from './rule-kinds.ts'
export type { Rule, RuleProblem } from './rules.ts'
export type { SegmentTemplate } from './templates.ts'
