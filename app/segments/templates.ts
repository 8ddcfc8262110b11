import type { Rule } from './rules.ts'

/** A segment to start from; its name lives in the room's texts under `template.<id>`. */
export type SegmentTemplate = { id: 'winBack' | 'asked' | 'regularsAtRisk'; type: string | null; rules: Rule[] }

/** What templates need to know of the shop: its best-selling and its most asked-about product type. */
export type ShopTaste = { topType: string | null; askedType: string | null }

const WIN_BACK_DAYS = 180

/** The templates that make sense in this shop. */
export function segmentTemplates({ topType, askedType }: ShopTaste): SegmentTemplate[] {
  const reachable: Rule = { kind: 'mayEmail' }
  const templates: SegmentTemplate[] = []
  if (topType !== null) {
    const gone: Rule = { kind: 'lastOrder', when: 'before', days: WIN_BACK_DAYS }
    templates.push({ id: 'winBack', type: topType, rules: [{ kind: 'prefers', types: [topType] }, gone, reachable] })
  }
  if (askedType !== null) {
    templates.push({ id: 'asked', type: askedType, rules: [{ kind: 'askedAbout', types: [askedType] }, reachable] })
  }
  const slipping: Rule = { kind: 'group', groups: ['AT_RISK', 'PREVIOUSLY_LOYAL'] }
  return [...templates, { id: 'regularsAtRisk', type: null, rules: [slipping, reachable] }]
}

/**
 * The templates that no segment was made from yet. Numbers do not count: who took one and changed 180 days to 120 has
 * used it.
 */
export function unusedTemplates(templates: SegmentTemplate[], segments: { rules: Rule[] }[]): SegmentTemplate[] {
  const used = segments.map(({ rules }) => new Set(rules.map(gist)))
  return templates.filter(({ rules }) => !used.some((gists) => rules.every((rule) => gists.has(gist(rule)))))
}

function gist(rule: Rule): string {
  return JSON.stringify(rule, (_, value: unknown) => (typeof value === 'number' ? undefined : value))
}
