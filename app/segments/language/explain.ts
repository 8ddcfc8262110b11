import { explainDate } from './explain-date.ts'
import { explainComparison, nameOf, type Words } from './explain-comparison.ts'
import type { Condition, FunctionClause, Parameter, SegmentQuery } from './syntax-tree.ts'

export type { Words } from './explain-comparison.ts'

/** A query in plain words of the reader's language, such as "hat in den letzten 90 Tagen Ringe gekauft". */
export function explainQuery(query: SegmentQuery, words: Words): string {
  return explainCondition(query, words)
}

/** One condition in plain words. */
export function explainCondition(condition: Condition, words: Words): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const parts = condition.conditions.map((part) => {
        const said = explainCondition(part, words)
        return condition.kind === 'and' && part.kind === 'or' ? words.t('language.group', { conditions: said }) : said
      })
      return parts.join(words.t(`language.${condition.kind}`))
    }
    case 'attribute': {
      const predicate = explainComparison(condition, condition.name, words)
      return words.t('language.clause', { name: nameOf(condition.name, words), predicate })
    }
    case 'function':
      return explainFunction(condition, words)
  }
}

function explainFunction({ name, operator, parameters }: FunctionClause, words: Words): string {
  const date = parameters.find((parameter) => parameter.name === 'date')
  const what = parameters.find(isPlainType)
  const others = parameters.filter((parameter) => parameter !== date && !(name === BOUGHT && parameter === what))
  const filters = others.map((parameter) => explainParameter(name, parameter, words)).join(', ')
  const yes = operator === 'MATCHES' || operator === 'IS NOT NULL'
  const sentence = words.t(`language.function.${name.replace('.', '_')}.${yes ? 'yes' : 'no'}`, {
    when: date === undefined ? '' : explainDate(date, words),
    what: typeOf(what) ?? words.t('language.everyProduct'),
    with: filters === '' ? '' : words.t('language.group', { conditions: filters }),
  })
  return sentence.replaceAll(/\s+/g, ' ').trim()
}

const BOUGHT = 'products_purchased'

function isPlainType({ name, operator }: Parameter): boolean {
  return name === 'product_type' && operator === '='
}

function typeOf(parameter: Parameter | undefined): string | undefined {
  const value = parameter?.values[0]
  return value?.kind === 'text' ? value.text : undefined
}

function explainParameter(functionName: string, parameter: Parameter, words: Words): string {
  const name = parameter.name.includes('.')
    ? nameOf(parameter.name, words)
    : words.t(
        `language.parameter.${functionName === 'storefront.collection_viewed' && parameter.name === 'id' ? 'collection_id' : parameter.name}`,
      )
  const predicate = explainComparison(parameter, `${functionName}.${parameter.name}`, words)
  return words.t('language.clause', { name, predicate })
}
