import type { Context } from '../admin-api/context.ts'
import type { Plan } from './plan.ts'
import { readObject } from './read.ts'
import type { Children } from './read.ts'

const DEEPEST = 3

/**
 * The lines of one page of a bulk result: every object on its own line, '/' as '\/', a child with its parent's id last.
 * Grouped, children follow their parent; otherwise they come after all parents of the page, for Shopify promises no order.
 */
export function linesOf(plan: Plan, roots: object[], context: Context, grouped: boolean): string[] {
  const levels: string[][] = Array.from({ length: grouped ? 1 : DEEPEST }, () => [])
  const write = (at: Plan, node: object, parentId: string | null, depth: number): void => {
    const children: Children[] = []
    const object = readObject(at, node, context, children)
    levels[grouped ? 0 : depth]?.push(lineOf(object, parentId))
    const id = children.length > 0 ? escaped(JSON.stringify(object.id)) : null
    for (const { plan: below, nodes } of children) for (const child of nodes) write(below, child, id, depth + 1)
  }
  for (const root of roots) write(plan, root, null, 0)
  return levels.flat()
}

function lineOf(object: object, parentId: string | null): string {
  const line = escaped(JSON.stringify(object))
  if (parentId === null) return line
  return `${line.slice(0, -1)}${line === '{}' ? '' : ','}"__parentId":${parentId}}`
}

function escaped(json: string): string {
  return json.replaceAll('/', '\\/')
}
