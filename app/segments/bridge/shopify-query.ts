import { attributeNamed, functionNamed } from '../language/catalogue.ts'
import { printSegmentQuery } from '../language/print.ts'
import type { Condition, SegmentQuery } from '../language/syntax-tree.ts'

/** The query as Shopify reads it; null where it uses a name that only we have. */
export function shopifyQuery(query: SegmentQuery): string | null {
  return isNative(query) ? printSegmentQuery(query) : null
}

function isNative(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.every(isNative)
    case 'attribute':
      return attributeNamed(condition.name)?.ours !== true
    case 'function': {
      const entry = functionNamed(condition.name)
      const ours = entry?.parameters.filter((parameter) => parameter.ours === true).map(({ name }) => name) ?? []
      return entry?.ours !== true && condition.parameters.every(({ name }) => !ours.includes(name))
    }
  }
}
