import fc, { type Arbitrary } from 'fast-check'
import { attributes } from '../../../../app/segments/language/attributes.ts'
import { functions } from '../../../../app/segments/language/functions.ts'
import { functionOperators, operatorsOf, parameterOperatorsOf } from '../../../../app/segments/language/operators.ts'
import type { FunctionEntry, Subject, ValueType } from '../../../../app/segments/language/subject.ts'
import type {
  Comparison,
  Condition,
  Operator,
  Parameter,
  Value,
} from '../../../../app/segments/language/syntax-tree.ts'

const at = { start: 0, end: 0 }

/** Any query in its canonical form, over the whole catalogue. */
export const anyQuery: Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(anyAttribute(), anyFunction()),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }))
      .map(([kind, conditions]) => joined(kind, conditions)),
  ),
})).condition

// Conditions joined in the same way are one list, as the parser reads them.
function joined(kind: 'and' | 'or', conditions: Condition[]): Condition {
  return { kind, conditions: conditions.flatMap((one) => (one.kind === kind ? one.conditions : [one])), at }
}

function anyAttribute(): Arbitrary<Condition> {
  const metafield = fc
    .stringMatching(/^[A-Za-z0-9_]{1,8}$/)
    .map((key): Subject => ({ name: `metafields.facts.${key}`, type: { kind: 'any' } }))
  return fc
    .oneof({ weight: 5, arbitrary: fc.constantFrom<Subject[]>(...attributes) }, { weight: 1, arbitrary: metafield })
    .chain((subject) =>
      anyComparison(subject, operatorsOf(subject)).map((comparison): Condition => ({
        kind: 'attribute',
        name: subject.name,
        ...comparison,
        at,
      })),
    )
}

function anyFunction(): Arbitrary<Condition> {
  return fc.constantFrom(...functions).chain((entry) =>
    fc.constantFrom(...functionOperators).chain((operator) => {
      const parameters = operator.endsWith('NULL') ? fc.constant<Parameter[]>([]) : anyParameters(entry)
      return parameters.map((some): Condition => ({
        kind: 'function',
        name: entry.name,
        operator,
        parameters: some,
        at,
      }))
    }),
  )
}

function anyParameters(entry: FunctionEntry): Arbitrary<Parameter[]> {
  const named = (subject: Subject): Arbitrary<Parameter> =>
    anyComparison(subject, parameterOperatorsOf(subject)).map((comparison) => ({
      name: subject.name,
      ...comparison,
      at,
    }))
  if (entry.anniversary === true) {
    return named({ name: 'metafields.facts.birth_date', type: { kind: 'date' } }).map((one) => [one])
  }
  const needed = entry.parameters.filter(({ name, required }) => required === true || name === entry.oneOf?.[0])
  const free = entry.parameters.filter((parameter) => !needed.includes(parameter))
  return fc
    .subarray(free, { maxLength: Math.min(4, free.length) })
    .chain((some) => fc.tuple(...[...needed, ...some].map(named)))
}

function anyComparison(subject: Subject, allowed: readonly Operator[]): Arbitrary<Comparison> {
  const canonical = allowed.filter((operator) => subject.list !== true || (operator !== '=' && operator !== '!='))
  return fc
    .constantFrom(...canonical)
    .chain((operator) =>
      fc
        .array(anyValue(subject.type), { minLength: countOf(operator), maxLength: countOf(operator, 6) })
        .map((values) => ({ operator, values })),
    )
}

function countOf(operator: Operator, most = 2): number {
  if (operator.endsWith('NULL')) return 0
  if (operator === 'BETWEEN') return 2
  return operator === 'IN' || operator === 'NOT IN' ? most : 1
}

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '\\', '"', '\n', ')', ' OR '),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
})
const anyDay = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyDate: Arbitrary<Value> = fc
  .oneof(
    fc.constantFrom({ kind: 'today' } as const, { kind: 'yesterday' } as const),
    fc.record({
      kind: fc.constant('offset' as const),
      count: fc.integer({ min: -9999, max: 9999 }).filter((count) => count !== 0),
      unit: fc.constantFrom('d', 'w', 'm', 'y'),
    }),
    anyDay.map((day) => ({ kind: 'day' as const, day: day.slice(0, 10) })),
    anyDay.map((day) => ({ kind: 'moment' as const, day: day.slice(0, 10), time: day.slice(11, 19) })),
  )
  .map((date) => ({ kind: 'date', date, at }))

function anyValue(type: ValueType): Arbitrary<Value> {
  const text = (texts: Arbitrary<string>) => texts.map((one): Value => ({ kind: 'text', text: one, at }))
  const number = (digits: Arbitrary<string>) => digits.map((one): Value => ({ kind: 'number', digits: one, at }))
  const truth = fc.boolean().map((yes): Value => ({ kind: 'boolean', yes, at }))
  switch (type.kind) {
    case 'date':
      return anyDate
    case 'amount':
      return number(fc.integer().map((cents) => String(cents / 100)))
    case 'integer':
      return number(fc.integer({ min: type.min ?? -1_000_000, max: type.max ?? 1_000_000 }).map(String))
    case 'decimal': {
      const { min = -1000, max = min + 1000 } = type
      return number(fc.integer({ min: min * 100, max: max * 100 }).map((hundredths) => String(hundredths / 100)))
    }
    case 'id':
      return number(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String))
    case 'boolean':
      return truth
    case 'enumeration':
      return text(fc.constantFrom(...type.values))
    case 'text':
      return text(
        type.format === undefined
          ? anyText
          : fc.constant({ country: 'DE', region: 'DE-BY', currency: 'EUR' }[type.format]),
      )
    case 'coordinates':
      return text(fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 })).map(String))
    case 'any':
      return fc.oneof(text(anyText), anyDate, truth, number(fc.integer().map(String)))
  }
}
