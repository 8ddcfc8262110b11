import { parseSegmentQuery, printSegmentQuery } from './language/index.ts'
import type { Comparison, Condition } from './language/syntax-tree.ts'

const templateIds = [
  'winBack',
  'asked',
  'regularsAtRisk',
  'reorder',
  'lovesNeverBought',
  'firstTime',
  'discountHunters',
  'vipsAtRisk',
  'unhappy',
] as const

/** A segment to start from; its name lives in the room's texts under `template.<id>`. */
export type SegmentTemplate = { id: (typeof templateIds)[number]; type: string | null; query: string }

/** What templates need to know of the shop: its best-selling and its most asked-about product type. */
export type ShopTaste = { topType: string | null; askedType: string | null }

/** The templates that make sense in this shop; whether each can be answered yet is another question. */
export function segmentTemplates({ topType, askedType }: ShopTaste): SegmentTemplate[] {
  return templateIds.flatMap((id) => {
    const type = id === 'winBack' ? topType : id === 'asked' || id === 'lovesNeverBought' ? askedType : null
    const isOfType = id === 'winBack' || id === 'asked' || id === 'lovesNeverBought'
    return isOfType && type === null ? [] : [{ id, type, query: queries[id](quoted(type ?? '')) }]
  })
}

/** The ideas for the home page: their count costs one pass over the profiles. */
export const quickTemplates: readonly SegmentTemplate['id'][] = ['winBack', 'asked', 'regularsAtRisk']

const queries: Record<SegmentTemplate['id'], (type: string) => string> = {
  winBack: (type) => `preferred_product_type = ${type} AND last_order_date < -180d AND may_email = true`,
  asked: (type) => `service_requests MATCHES (product_type = ${type}) AND may_email = true`,
  regularsAtRisk: () => "rfm_group IN ('AT_RISK', 'PREVIOUSLY_LOYAL') AND may_email = true",
  reorder: () => 'next_order_date BETWEEN today AND +14d AND may_email = true',
  lovesNeverBought: (type) =>
    `preferred_product_type = ${type} AND products_purchased NOT MATCHES (product_type = ${type}) AND may_email = true`,
  firstTime: () => 'number_of_orders = 1 AND last_order_date >= -30d AND may_email = true',
  discountHunters: () => 'discount_share >= 0.8 AND number_of_orders >= 2 AND may_email = true',
  vipsAtRisk: () => 'rfm_monetary = 5 AND rfm_recency <= 2 AND may_email = true',
  unhappy: () =>
    "service_requests MATCHES (status = 'OPEN', date < -3d) OR return_rate >= 0.5 AND last_order_date >= -1y",
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/**
 * The templates that no segment was made from yet. Numbers and dates do not count: who took one and changed 180 days to
 * 120 has used it.
 */
export function unusedTemplates(templates: SegmentTemplate[], segments: { query: string }[]): SegmentTemplate[] {
  const used = segments.map(({ query }) => new Set(gistsOf(query)))
  return templates.filter(({ query }) => !used.some((gists) => gistsOf(query).every((gist) => gists.has(gist))))
}

function gistsOf(text: string): string[] {
  const read = parseSegmentQuery(text)
  if (read.outcome === 'invalid') return [text]
  return (read.query.kind === 'and' ? read.query.conditions : [read.query]).map((part) =>
    printSegmentQuery(withoutNumbers(part)),
  )
}

function withoutNumbers(condition: Condition): Condition {
  if (condition.kind === 'attribute') return { ...condition, ...texts(condition) }
  if (condition.kind === 'function') {
    return { ...condition, parameters: condition.parameters.map((one) => ({ ...one, ...texts(one) })) }
  }
  return { ...condition, conditions: condition.conditions.map(withoutNumbers) }
}

function texts({ values }: Comparison): Pick<Comparison, 'values'> {
  return { values: values.filter(({ kind }) => kind === 'text' || kind === 'boolean') }
}
