import { MalformedBody } from '../../ledger/index.ts'

/** An object of an export with the children that were told near it. */
export type Parent = { node: unknown; children: unknown[] }

/** A child that was told far from its parent. */
export type FarChild = { parentId: string; child: unknown }

export type Batch = { parents: Parent[]; far: FarChild[]; lines: number }

type Sizes = { parents?: number; children?: number }

/**
 * Groups the lines of an export into batches of parents with their children. The newest parents stay open for children
 * that come a little later; a child that comes after its parent was let go is told apart, so memory stays bounded
 * however the lines are mixed.
 * @throws MalformedBody where a line cannot be read
 */
export async function* groupExport(
  arriving: AsyncIterable<string[]>,
  { parents: most = 1000, children: mostChildren = 8000 }: Sizes = {},
): AsyncGenerator<Batch> {
  const open = new Map<string, Parent>()
  let far: FarChild[] = []
  let held = 0
  let lines = 0

  const letGo = (count: number): Batch => {
    const parents: Parent[] = []
    for (const [id, parent] of open) {
      if (parents.length === count) break
      open.delete(id)
      parents.push(parent)
      held -= parent.children.length
    }
    const batch = { parents, far, lines }
    held -= far.length
    far = []
    lines = 0
    return batch
  }

  for await (const chunk of arriving) {
    for (const text of chunk) {
      const { id, parentId, object } = readLine(text)
      lines += 1
      if (parentId === undefined) {
        open.set(id, { node: object, children: [] })
      } else {
        const parent = open.get(parentId)
        if (parent === undefined) far.push({ parentId, child: object })
        else parent.children.push(object)
        held += 1
      }
      if (open.size >= most) yield letGo(most / 2)
      else if (held >= mostChildren) yield letGo(Math.ceil(open.size / 2))
    }
  }
  if (lines > 0 || open.size > 0) yield letGo(open.size)
}

type Line = { id: string; parentId: string | undefined; object: unknown }

// Half a million lines are common, so these two fields are checked by hand; each kind checks the rest.
function readLine(text: string): Line {
  const object = parse(text)
  if (typeof object === 'object' && object !== null && 'id' in object && typeof object.id === 'string') {
    const parentId = '__parentId' in object ? object.__parentId : undefined
    if (parentId === undefined || typeof parentId === 'string') return { id: object.id, parentId, object }
  }
  throw new MalformedBody(`a line of the export has no id: ${text.slice(0, 80)}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new MalformedBody(`a line of the export is no JSON: ${text.slice(0, 80)}`)
  }
}
