import { printDate } from './dates.ts'
import type { Comparison, Condition, SegmentQuery, Value } from './syntax-tree.ts'

/**
 * Writes a query on one line in the form of 2026-10. Reading it gives the same query again, apart from its places; parentheses
 * stand only where OR stands below AND.
 */
export function printSegmentQuery(query: SegmentQuery): string {
  return printCondition(query)
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'or':
      return condition.conditions.map(printCondition).join(' OR ')
    case 'and':
      return condition.conditions
        .map((part) => (part.kind === 'or' ? `(${printCondition(part)})` : printCondition(part)))
        .join(' AND ')
    case 'attribute':
      return printComparison(condition.name, condition)
    case 'function': {
      const { name, operator, parameters } = condition
      if (operator === 'IS NULL' || operator === 'IS NOT NULL') return `${name} ${operator}`
      const inside = parameters.map((parameter) => printComparison(parameter.name, parameter)).join(', ')
      return `${name} ${operator} (${inside})`
    }
  }
}

function printComparison(name: string, { operator, values }: Comparison): string {
  const printed = values.map(printValue)
  switch (operator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return `${name} ${operator}`
    case 'BETWEEN':
      return `${name} BETWEEN ${printed.join(' AND ')}`
    case 'IN':
    case 'NOT IN':
      return `${name} ${operator} (${printed.join(', ')})`
    default:
      return `${name} ${operator} ${printed.join('')}`
  }
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `'${value.text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    case 'number':
      return value.digits
    case 'boolean':
      return String(value.yes)
    case 'date':
      return printDate(value.date)
  }
}
