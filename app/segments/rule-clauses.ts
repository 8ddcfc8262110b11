import { minorDigits, rfmGroups, toDecimal } from '../kernel/index.ts'
import { parseSegmentQuery, printSegmentQuery } from './language/index.ts'
import type { Comparison, Condition, Operator, Value } from './language/syntax-tree.ts'
import { problemOfRule, type Rule } from './rules.ts'

/** A row of the builder: a rule, or a condition that only the text can say. */
export type BuilderRow = Rule | { kind: 'other'; text: string }

/** The rows that say the same as a query, which must all hold; null for a text that is no query. None for no text. */
export function rowsOfText(text: string, currency: string): BuilderRow[] | null {
  if (text.trim() === '') return []
  const read = parseSegmentQuery(text)
  if (read.outcome === 'invalid') return null
  const clauses = read.query.kind === 'and' ? read.query.conditions : [read.query]
  return clauses.map((clause) => ruleOf(clause, currency) ?? { kind: 'other', text: printSegmentQuery(clause) })
}

/** The query that says the same as all rows together; rows that are not whole yet are left out. */
export function textOfRows(rows: BuilderRow[], currency: string): string {
  const conditions = rows.flatMap((row) => conditionOf(row, currency) ?? [])
  const [first] = conditions
  if (first === undefined) return ''
  return printSegmentQuery(conditions.length === 1 ? first : { kind: 'and', conditions, at: nowhere })
}

const nowhere = { start: 0, end: 0 }

function conditionOf(row: BuilderRow, currency: string): Condition | null {
  if (row.kind === 'other') {
    const read = parseSegmentQuery(row.text)
    return read.outcome === 'parsed' ? read.query : null
  }
  if (problemOfRule(row) !== null) return null
  switch (row.kind) {
    case 'prefers':
      return attribute('preferred_product_type', among(row.types))
    case 'group':
      return attribute('rfm_group', among(row.groups))
    case 'askedAbout': {
      const parameter = { name: 'product_type', at: nowhere, ...among(row.types) }
      return { kind: 'function', name: 'service_requests', operator: 'MATCHES', parameters: [parameter], at: nowhere }
    }
    case 'lastOrder': {
      const date = { kind: 'offset', count: -row.days, unit: 'd' } as const
      const operator: Operator = row.when === 'before' ? '<' : '>='
      return attribute('last_order_date', { operator, values: [{ kind: 'date', date, at: nowhere }] })
    }
    case 'spent':
      return attribute(
        'amount_spent',
        atLeast(toDecimal({ minor: row.minor, currency }).replace(/\.0+$|(\.\d*?)0+$/, '$1')),
      )
    case 'orders':
      return attribute('number_of_orders', atLeast(String(row.count)))
    case 'mayEmail':
      return attribute('may_email', { operator: '=', values: [{ kind: 'boolean', yes: true, at: nowhere }] })
  }
}

/** The rule that says the same as a clause; null where the builder has none. */
function ruleOf(clause: Condition, currency: string): Rule | null {
  const rule = candidate(clause, currency)
  return rule !== null && problemOfRule(rule) === null ? rule : null
}

function candidate(clause: Condition, currency: string): Rule | null {
  if (clause.kind === 'function') {
    const [parameter, more] = clause.parameters
    const asks = clause.name === 'service_requests' && clause.operator === 'MATCHES' && more === undefined
    return asks && parameter?.name === 'product_type' ? about('askedAbout', parameter) : null
  }
  if (clause.kind !== 'attribute') return null
  const { operator, values } = clause
  const [value] = values
  switch (clause.name) {
    case 'preferred_product_type':
      return about('prefers', clause)
    case 'rfm_group': {
      const groups = textsOf(clause)
      return groups === null ? null : { kind: 'group', groups: rfmGroups.filter((group) => groups.includes(group)) }
    }
    case 'last_order_date': {
      const when = operator === '<' ? 'before' : operator === '>=' ? 'within' : null
      if (when === null || value?.kind !== 'date' || value.date.kind !== 'offset' || value.date.unit !== 'd')
        return null
      return { kind: 'lastOrder', when, days: -value.date.count }
    }
    case 'amount_spent':
      return value?.kind === 'number' && operator === '>='
        ? { kind: 'spent', minor: minorOf(value.digits, currency) }
        : null
    case 'number_of_orders':
      return value?.kind === 'number' && operator === '>=' ? { kind: 'orders', count: Number(value.digits) } : null
    case 'may_email':
      return value?.kind === 'boolean' && value.yes === (operator === '=') ? { kind: 'mayEmail' } : null
    default:
      return null
  }
}

function about(kind: 'prefers' | 'askedAbout', comparison: Comparison): Rule | null {
  const types = textsOf(comparison)
  return types === null ? null : { kind, types }
}

function textsOf({ operator, values }: Comparison): string[] | null {
  if (operator !== '=' && operator !== 'IN') return null
  return values.flatMap((value) => (value.kind === 'text' ? [value.text] : []))
}

// What has more digits than the currency becomes 0, which is no rule.
function minorOf(digits: string, currency: string): number {
  const [whole = '', decimals = ''] = digits.split('.')
  const places = minorDigits(currency)
  return decimals.length > places ? 0 : Number(whole + decimals.padEnd(places, '0'))
}

function attribute(name: string, comparison: Comparison): Condition {
  return { kind: 'attribute', name, at: nowhere, ...comparison }
}

function among(texts: string[]): Comparison {
  const values = texts.map((text): Value => ({ kind: 'text', text, at: nowhere }))
  return { operator: texts.length === 1 ? '=' : 'IN', values }
}

function atLeast(digits: string): Comparison {
  return { operator: '>=', values: [{ kind: 'number', digits, at: nowhere }] }
}
