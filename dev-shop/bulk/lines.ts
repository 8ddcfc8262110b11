import { CONNECTION, WAY } from './pages.ts'

export type ResultObject = { [key: string]: unknown }
type Edges = { edges: { node: ResultObject }[] } | null

/**
 * The lines of one page of a bulk result: every object on its own line, '/' as '\/', a child with its parent's id last.
 * Grouped, children follow their parent; otherwise they come after all parents of the page, for Shopify promises no order.
 */
export function linesOf(roots: ResultObject[], grouped: boolean): string[] {
  const levels: string[][] = [[], [], []]
  const into = (depth: number) => (grouped ? levels[0] : levels[depth]) ?? []
  for (const root of roots) write(root, undefined, 0, into)
  return levels.flat()
}

function write(
  node: ResultObject,
  parentId: string | undefined,
  depth: number,
  into: (depth: number) => string[],
): void {
  const children: Child[] = []
  const line = JSON.stringify(withoutConnections(node, idOf(node), children)).replaceAll('/', '\\/')
  into(depth).push(
    parentId === undefined ? line : `${line.slice(0, -1)}${line === '{}' ? '' : ','}"__parentId":"${parentId}"}`,
  )
  for (const child of children) write(child.node, child.parentId, depth + 1, into)
}

type Child = { node: ResultObject; parentId: string }

function withoutConnections(object: ResultObject, parentId: string, children: Child[]): ResultObject {
  let plain: ResultObject | undefined
  for (const key in object) {
    if (!key.startsWith('__')) continue
    if (key.startsWith(CONNECTION)) {
      plain ??= { ...object }
      collect(object[key] as Edges, parentId, children)
      Reflect.deleteProperty(plain, key)
    } else if (key.startsWith(WAY)) {
      plain ??= { ...object }
      const inner = object[key] as ResultObject | null
      Reflect.deleteProperty(plain, key)
      plain[key.slice(WAY.length)] = inner === null ? null : withoutConnections(inner, parentId, children)
    }
  }
  return plain ?? object
}

function collect(connection: Edges, parentId: string, children: Child[]): void {
  for (const { node } of connection?.edges ?? []) children.push({ node, parentId })
}

function idOf(node: ResultObject): string {
  return typeof node.id === 'string' ? node.id.replaceAll('/', '\\/') : ''
}
