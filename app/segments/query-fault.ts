import { invalid, parseSegmentQuery, type InvalidQuery, type Problem } from './language/index.ts'
import type { SegmentQuery } from './language/syntax-tree.ts'

/** Why a query cannot be used, at the word that causes it. The code is translated where it is shown. */
export type QueryFault = Pick<Problem, 'code' | 'at' | 'found' | 'values'> & Pick<InvalidQuery, 'line' | 'column'>

/** Reads a query from outside. */
export function readQueryText(
  text: string,
): { outcome: 'read'; query: SegmentQuery } | { outcome: 'invalid'; fault: QueryFault } {
  const read = parseSegmentQuery(text)
  if (read.outcome === 'parsed') return { outcome: 'read', query: read.query }
  return { outcome: 'invalid', fault: toFault(read) }
}

/** A query that is read, but that nobody can answer. */
export function unanswerableFault(
  text: string,
  {
    code,
    name,
    at,
  }: { code: 'notAvailable' | 'unknownSegment' | 'segmentCycle' | 'tooManySegments'; name: string } & Pick<
    Problem,
    'at'
  >,
): QueryFault {
  return toFault(invalid(text, { code, at, found: text.slice(at.start, at.end), values: { name }, expected: [] }))
}

function toFault({ line, column, problem: { code, at, found, values } }: InvalidQuery): QueryFault {
  return { code, at, found, values, line, column }
}
