/** The kinds of rules, in the order the builder offers them. */
export const ruleKinds = ['prefers', 'lastOrder', 'spent', 'orders', 'mayEmail', 'askedAbout', 'group'] as const

export type RuleKind = (typeof ruleKinds)[number]
