import { minorDigits, parseMinor, toDecimal, type RfmGroup } from '../kernel/index.ts'
import type { RuleKind } from './rule-kinds.ts'
import type { Rule } from './rules.ts'

/** A rule while it is edited: every field as it was typed, kept when the kind changes and comes back. */
export type DraftRule = {
  /** Tells rows apart while they are moved and removed. */
  key: string
  kind: RuleKind
  types: string[]
  groups: string[]
  when: 'before' | 'within'
  days: string
  /** In whole currency, such as "200" or "12,50". */
  amount: string
  count: string
}

/** A row for the editor, from a rule or empty for a kind. */
export function draftOf(rule: Rule | { kind: RuleKind }, key: string, currency: string): DraftRule {
  return {
    key,
    kind: rule.kind,
    types: 'types' in rule ? rule.types : [],
    groups: 'groups' in rule ? rule.groups : [],
    when: 'when' in rule ? rule.when : 'before',
    days: 'days' in rule ? String(rule.days) : '180',
    amount: 'minor' in rule ? trimmed(toDecimal({ minor: rule.minor, currency })) : '',
    count: 'count' in rule ? String(rule.count) : '2',
  }
}

/** What a row says so far. It need not be a whole rule: the server names what is missing. */
export function ruleOf(draft: DraftRule, currency: string): Rule {
  switch (draft.kind) {
    case 'prefers':
    case 'askedAbout':
      return { kind: draft.kind, types: draft.types }
    case 'lastOrder':
      return { kind: draft.kind, when: draft.when, days: wholeNumber(draft.days) }
    case 'spent':
      return { kind: draft.kind, minor: minorOf(draft.amount, currency) }
    case 'orders':
      return { kind: draft.kind, count: wholeNumber(draft.count) }
    case 'mayEmail':
      return { kind: draft.kind }
    case 'group':
      return { kind: draft.kind, groups: draft.groups as RfmGroup[] }
  }
}

function wholeNumber(typed: string): number {
  return /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : 0
}

/** Reads "1.234,50", "1,234.50" and "1234"; what is no amount is 0, which no rule accepts. */
function minorOf(typed: string, currency: string): number {
  const text = typed.replaceAll(/[\s\u00a0'’]/g, '')
  const [, whole = '', fraction] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  const digits = whole.replaceAll(/[.,](?=\d{3}(?:[.,]|$))/g, '')
  if (!/^\d{1,12}$/.test(digits)) return 0
  const decimal = fraction === undefined || minorDigits(currency) === 0 ? digits : `${digits}.${fraction}`
  return parseMinor(decimal, currency)
}

function trimmed(decimal: string): string {
  return decimal.replace(/\.0+$/, '')
}
