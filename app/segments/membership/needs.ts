import { printSegmentQuery } from '../language/index.ts'
import type { Comparison, SegmentQuery } from '../language/syntax-tree.ts'

/** What can change the answer to a query: the names it asks for, and the clauses whose dates move on with every day. */
export type Needs = { names: ReadonlySet<string>; moving: string[] }

/** Reads what a query needs, with that of the segments it names; these are found by their names in lower case. */
export function needsOf(query: SegmentQuery, segments: ReadonlyMap<string, SegmentQuery>): Needs {
  const names = new Set<string>()
  const moving = new Set<string>()
  const seen = new Set<string>()
  visit(query)
  return { names, moving: [...moving] }

  function visit(condition: SegmentQuery): void {
    if ('conditions' in condition) {
      condition.conditions.forEach(visit)
      return
    }
    names.add(condition.name)
    const comparisons: Comparison[] = condition.kind === 'function' ? condition.parameters : [condition]
    if (comparisons.some(isMoving)) moving.add(printSegmentQuery(condition))
    if (condition.kind === 'attribute' && condition.name === 'segment') condition.values.forEach(visitNamed)
  }

  function visitNamed(value: Comparison['values'][number]): void {
    const name = value.kind === 'text' ? value.text.trim().toLowerCase() : ''
    const named = segments.get(name)
    if (named === undefined || seen.has(name)) return
    seen.add(name)
    visit(named)
  }
}

/** The names, in lower case, of all segments that a query names, at once or by others. */
export function segmentsWithin(query: SegmentQuery, segments: ReadonlyMap<string, SegmentQuery>): Set<string> {
  const found = new Set<string>()
  visit(query)
  return found

  function visit(condition: SegmentQuery): void {
    if ('conditions' in condition) {
      condition.conditions.forEach(visit)
      return
    }
    if (condition.kind !== 'attribute' || condition.name !== 'segment') return
    for (const value of condition.values) {
      const name = value.kind === 'text' ? value.text.trim().toLowerCase() : ''
      if (found.has(name)) continue
      found.add(name)
      const named = segments.get(name)
      if (named !== undefined) visit(named)
    }
  }
}

function isMoving({ values }: Comparison): boolean {
  return values.some(({ kind, ...value }) => kind === 'date' && 'date' in value && moves.has(value.date.kind))
}

const moves = new Set(['today', 'yesterday', 'offset'])
