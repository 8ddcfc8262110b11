import type { Subject } from './subject.ts'
import type { FunctionOperator, Operator } from './syntax-tree.ts'

const equality = ['=', '!='] as const
const order = ['<', '<=', '>', '>=', 'BETWEEN'] as const
const choice = ['IN', 'NOT IN'] as const
const containment = ['CONTAINS', 'NOT CONTAINS'] as const
const beginning = ['STARTS WITH', 'NOT STARTS WITH'] as const
const existence = ['IS NULL', 'IS NOT NULL'] as const

export const functionOperators: readonly FunctionOperator[] = ['MATCHES', 'NOT MATCHES', ...existence]

const everyOperator: readonly Operator[] = [
  ...equality,
  ...order,
  ...choice,
  ...containment,
  ...beginning,
  ...existence,
]

/** Every spelling of an operator in the canonical form; none is the beginning of another's words. */
export const operatorSpellings: readonly (Operator | FunctionOperator)[] = [...everyOperator, 'MATCHES', 'NOT MATCHES']

/** The operators that go with an attribute. */
export function operatorsOf(subject: Subject): readonly Operator[] {
  if (subject.operators !== undefined) return subject.operators
  return [...comparisonsOf(subject), ...existence.filter(() => subject.type.kind !== 'any')]
}

/** The operators that go with a function's parameter: whether it is there is not asked. */
export function parameterOperatorsOf(subject: Subject): readonly Operator[] {
  return subject.operators ?? comparisonsOf(subject)
}

function comparisonsOf({ type, list }: Subject): readonly Operator[] {
  if (list === true) return containment
  switch (type.kind) {
    case 'date':
      return [...equality, ...order]
    case 'amount':
    case 'integer':
    case 'decimal':
      return [...equality, ...order, ...choice]
    case 'enumeration':
    case 'id':
      return [...equality, ...choice]
    case 'text':
      return [...equality, ...choice, ...containment, ...beginning]
    case 'boolean':
      return equality
    case 'coordinates':
      return ['=']
    case 'any':
      return everyOperator
  }
}
