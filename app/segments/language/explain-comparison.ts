import { attributeNamed, functionNamed } from './catalogue.ts'
import { explainDate } from './explain-date.ts'
import type { Subject } from './subject.ts'
import type { Comparison, Operator, Value } from './syntax-tree.ts'

/** How a reader's language says things. */
export type Words = {
  /** A text of the room, by its key. */
  t: (key: string, values?: Record<string, string | number>) => string
  /** An amount of the shop's currency from its digits, such as "100.5". */
  money: (digits: string) => string
  number: (digits: string) => string
  /** A calendar day from "2026-01-31". */
  day: (day: string) => string
  /** What an id or a key is called in the shop; the subject is `segment` or `products_purchased.id`. */
  titleOf?: (subject: string, value: string) => string | undefined
}

const sayings: Record<Operator, string> = {
  '=': 'equal',
  '!=': 'notEqual',
  '<': 'less',
  '<=': 'atMost',
  '>': 'more',
  '>=': 'atLeast',
  BETWEEN: 'between',
  IN: 'in',
  'NOT IN': 'notIn',
  CONTAINS: 'contains',
  'NOT CONTAINS': 'notContains',
  'STARTS WITH': 'startsWith',
  'NOT STARTS WITH': 'notStartsWith',
  'IS NULL': 'null',
  'IS NOT NULL': 'notNull',
}

/** The comparison without the subject's name, such as "mindestens 5". */
export function explainComparison(comparison: Comparison, subjectName: string, words: Words): string {
  const { operator, values } = comparison
  if (values.some(({ kind }) => kind === 'date')) return explainDate(comparison, words)
  const subject = subjectNamed(subjectName)
  const said = values.map((value) => explainValue(value, subject, subjectName, words))
  const [from = '', to = ''] = said
  const list = subject?.list === true && operator.endsWith('CONTAINS')
  const saying = list ? (operator === 'CONTAINS' ? 'includes' : 'notIncludes') : sayings[operator]
  const value = said.join(words.t(operator === 'NOT IN' ? 'language.nor' : 'language.or'))
  return words.t(`language.is.${saying}`, { value, from, to })
}

/** What the reader calls an attribute or a metafield. */
export function nameOf(name: string, words: Words): string {
  return attributeNamed(name) === undefined
    ? words.t('language.metafield', { name: name.replace(/^(metafields|customer)\./, '') })
    : words.t(`language.attribute.${name}`)
}

function explainValue(value: Value, subject: Subject | undefined, subjectName: string, words: Words): string {
  switch (value.kind) {
    case 'boolean':
      return words.t(value.yes ? 'language.is.yes' : 'language.is.no')
    case 'number':
      if (subject?.type.kind === 'amount') return words.money(value.digits)
      if (subject?.type.kind === 'id') return words.titleOf?.(subjectName, value.digits) ?? value.digits
      return words.number(value.digits)
    case 'text': {
      if (subject?.type.kind === 'enumeration') return words.t(`language.value.${value.text}`)
      const text = words.titleOf?.(subjectName, value.text) ?? value.text
      return words.t('language.quoted', { text })
    }
    case 'date':
      return ''
  }
}

function subjectNamed(name: string): Subject | undefined {
  const dot = name.lastIndexOf('.')
  if (dot < 0) return attributeNamed(name)
  return functionNamed(name.slice(0, dot))?.parameters.find((parameter) => parameter.name === name.slice(dot + 1))
}
