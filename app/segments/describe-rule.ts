import type { Rule } from './rules.ts'

type Words = {
  money: (minor: number) => string
  /** "a, b or c" in the reader's language. */
  anyOf: (names: string[]) => string
  quoted: (name: string) => string
  group: (group: string) => string
}

/** The text key and the values that say a rule in a sentence; keys live in the room's texts under `rule`. */
export function describeRule(rule: Rule, words: Words): { key: string; values: Record<string, string | number> } {
  switch (rule.kind) {
    case 'prefers':
      return { key: 'rule.prefers', values: { types: words.anyOf(rule.types) } }
    case 'askedAbout':
      return { key: 'rule.askedAbout', values: { types: words.anyOf(rule.types.map(words.quoted)) } }
    case 'lastOrder':
      return { key: `rule.lastOrder.${rule.when}`, values: { count: rule.days } }
    case 'spent':
      return { key: 'rule.spent', values: { amount: words.money(rule.minor) } }
    case 'orders':
      return { key: 'rule.orders', values: { count: rule.count } }
    case 'mayEmail':
      return { key: 'rule.mayEmail', values: {} }
    case 'group':
      return { key: 'rule.group', values: { groups: words.anyOf(rule.groups.map(words.group)) } }
  }
}
