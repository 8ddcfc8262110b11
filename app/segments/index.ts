export { describeRule } from './describe-rule.ts'
export { readRules, ruleKinds, type Rule, type RuleKind, type RuleProblem } from './rules.ts'
export { segmentTemplates, type SegmentTemplate } from './templates.ts'
