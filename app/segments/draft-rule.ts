import { readAmount, writeAmount, type Language, type RfmGroup } from '../kernel/index.ts'
import type { RuleKind } from './rule-kinds.ts'
import type { BuilderRow } from './rule-clauses.ts'
import { problemOfRule, type RuleProblem } from './rules.ts'

/** A rule while it is edited: every field as it was typed, kept when the kind changes and comes back. */
export type DraftRule = {
  /** Tells rows apart while they are moved and removed. */
  key: string
  kind: RuleKind | 'other'
  types: string[]
  groups: string[]
  when: 'before' | 'within'
  days: string
  /** As the reader writes it, such as "200" or "12,50"; what is no amount becomes 0, which no rule accepts. */
  amount: string
  count: string
  /** Of a condition that only the text can say. */
  text: string
}

/** Whose amounts are read and written. */
export type Reader = { currency: string; language: Language }

/** A row for the editor, from a rule or empty for a kind. */
export function draftOf(rule: BuilderRow | { kind: RuleKind }, key: string, { currency, language }: Reader): DraftRule {
  return {
    key,
    kind: rule.kind,
    types: 'types' in rule ? rule.types : [],
    groups: 'groups' in rule ? rule.groups : [],
    when: 'when' in rule ? rule.when : 'before',
    days: 'days' in rule ? String(rule.days) : '180',
    amount: 'minor' in rule ? trimmed(writeAmount({ minor: rule.minor, currency }, language)) : '',
    count: 'count' in rule ? String(rule.count) : '2',
    text: 'text' in rule ? rule.text : '',
  }
}

/** What a row says so far. It need not be a whole rule. */
export function rowOf(draft: DraftRule, { currency, language }: Reader): BuilderRow {
  switch (draft.kind) {
    case 'other':
      return { kind: draft.kind, text: draft.text }
    case 'prefers':
    case 'askedAbout':
      return { kind: draft.kind, types: draft.types }
    case 'lastOrder':
      return { kind: draft.kind, when: draft.when, days: wholeNumber(draft.days) }
    case 'spent':
      return { kind: draft.kind, minor: readAmount(draft.amount, currency, language) ?? 0 }
    case 'orders':
      return { kind: draft.kind, count: wholeNumber(draft.count) }
    case 'mayEmail':
      return { kind: draft.kind }
    case 'group':
      return { kind: draft.kind, groups: draft.groups as RfmGroup[] }
  }
}

/** What is wrong with a row; null for nothing. `empty` where nothing was typed or chosen yet, which needs no reproach while editing. */
export function problemOf(draft: DraftRule, reader: Reader): { code: RuleProblem; empty: boolean } | null {
  const row = rowOf(draft, reader)
  const code = row.kind === 'other' ? null : problemOfRule(row)
  if (code === null) return null
  const typed = { lastOrder: draft.days, spent: draft.amount, orders: draft.count }
  const text = Object.entries(typed).find(([kind]) => kind === draft.kind)?.[1] ?? ''
  return { code, empty: text.trim() === '' }
}

function wholeNumber(typed: string): number {
  return /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : 0
}

function trimmed(decimal: string): string {
  return decimal.replace(/[.,]0+$/, '')
}
