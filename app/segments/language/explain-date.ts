import type { Comparison, Operator, QueryDate } from './syntax-tree.ts'

type Words = {
  t: (key: string, values?: Record<string, string | number>) => string
  day: (day: string) => string
}

const sayings: Partial<Record<Operator, string>> = {
  '=': 'on',
  '!=': 'notOn',
  '<': 'before',
  '<=': 'atLatest',
  '>': 'after',
  '>=': 'since',
}

/** When something is, from a comparison with dates: "in den letzten 90 Tagen", "bis zum 31.01.2026". */
export function explainDate({ operator, values }: Comparison, words: Words): string {
  const [from, to] = values.flatMap((value) => (value.kind === 'date' ? [value.date] : []))
  if (from === undefined) return ''
  if (to !== undefined) {
    return words.t('language.date.between', { from: endOf(from, words), to: endOf(to, words) })
  }
  if (operator === '>=' && from.kind === 'offset' && from.count < 0) {
    return words.t(`language.last.${from.unit}`, { count: -from.count })
  }
  const saying = sayings[operator] ?? 'on'
  if (from.kind === 'day' || from.kind === 'moment')
    return words.t(`language.day.${saying}`, { day: dayOf(from, words) })
  return words.t(`language.date.${saying}`, { point: pointOf(from, words) })
}

type Fixed = Extract<QueryDate, { kind: 'day' | 'moment' }>
type Relative = Exclude<QueryDate, Fixed>

/** An end of a stretch, which takes no preposition of its own. */
function endOf(date: QueryDate, words: Words): string {
  if (date.kind === 'day' || date.kind === 'moment') return dayOf(date, words)
  if (date.kind !== 'offset' || date.count < 0) return pointOf(date, words)
  return words.t('language.point.bareAhead', { span: spanOf(date, words) })
}

function dayOf(date: Fixed, words: Words): string {
  const day = words.day(date.day)
  return date.kind === 'day' ? day : words.t('language.point.moment', { day, time: date.time.slice(0, 5) })
}

function pointOf(date: Relative, words: Words): string {
  if (date.kind !== 'offset') return words.t(`language.point.${date.kind}`)
  return words.t(date.count < 0 ? 'language.point.ago' : 'language.point.ahead', { span: spanOf(date, words) })
}

function spanOf({ count, unit }: Extract<QueryDate, { kind: 'offset' }>, words: Words): string {
  return words.t(`language.span.${unit}`, { count: Math.abs(count) })
}
