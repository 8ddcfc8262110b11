export { ruleKinds, type RuleKind } from './rule-kinds.ts'
export type { SegmentTemplate } from './templates.ts'
export * from './language/index.ts'
export { readWhyRequest } from './why-request.ts'
