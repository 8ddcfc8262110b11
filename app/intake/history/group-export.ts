import { parseStorable } from '../../kernel/index.ts'
import { MalformedBody } from '../../ledger/index.ts'

/** How the objects of one kind of export become records; children that are told near their parent are added to it. */
export type Reader<Row> = { read: (node: unknown) => Row; adopt: (parent: Row, child: unknown) => void }

/** A child that was told far from its parent. */
export type FarChild = { parentId: string; child: unknown }

/** How much of a file lies behind: everything before it is in a batch. Reading can begin anew from here. */
export type Position = { bytes: number; lines: number }

/** An object that cannot be read: its gid, or its line where not even that can be told, and why. */
export type Unread = { id: string; reason: string }

export type Batch<Row> = { rows: Row[]; far: FarChild[]; unread: Unread[]; position: Position }

/** A line with its length in bytes; the last one of a file that broke off may lack its end. */
type ArrivingLine = { text: string; bytes: number; ended: boolean }
type Sizes = { parents?: number; children?: number }
type OpenParent<Row> = { row: Row; children: number; from: Position }

/**
 * Reads the lines of an export into batches of parents with their children. The newest parents stay open for children
 * that come a little later; a child that comes after its parent was let go is told apart, so memory stays bounded
 * however the lines are mixed. A last line that was cut off is left out, and what cannot be read is told beside the rest.
 * @param from where in the file the first line lies
 */
export async function* groupExport<Row>(
  arriving: AsyncIterable<ArrivingLine[]>,
  { read, adopt }: Reader<Row>,
  from: Position = { bytes: 0, lines: 0 },
  { parents: most = 4000, children: mostChildren = 16000 }: Sizes = {},
): AsyncGenerator<Batch<Row>> {
  const open = new Map<string, OpenParent<Row>>()
  let far: FarChild[] = []
  let unread: Unread[] = []
  let held = 0
  let { bytes, lines } = from
  let fresh = 0

  const letGo = (count: number): Batch<Row> => {
    const rows: Row[] = []
    for (const [id, parent] of open) {
      if (rows.length === count) break
      open.delete(id)
      rows.push(parent.row)
      held -= parent.children
    }
    // The oldest open parent must be read again, and so must all that follows.
    const [oldest] = open.values()
    const batch = { rows, far, unread, position: oldest?.from ?? { bytes, lines } }
    held -= far.length + unread.length
    far = []
    unread = []
    fresh = 0
    return batch
  }

  const take = (told: Told | MalformedBody): void => {
    if (told instanceof MalformedBody) throw told
    const { id, parentId, object } = told
    if (parentId === undefined) {
      open.set(id, { row: read(object), children: 0, from: { bytes, lines } })
      return
    }
    const parent = open.get(parentId)
    if (parent === undefined) {
      far.push({ parentId, child: object })
    } else {
      adopt(parent.row, object)
      parent.children += 1
    }
    held += 1
  }

  try {
    for await (const chunk of arriving) {
      for (const line of chunk) {
        const told = readLine(line)
        if (told === null) continue
        try {
          take(told)
        } catch (error) {
          if (!isUnreadable(error)) throw error
          unread.push({ id: idOf(line.text) ?? `line ${String(lines + 1)}`, reason: error.message.slice(0, 200) })
          held += 1
        }
        bytes += line.bytes
        lines += 1
        fresh += 1
        if (open.size >= most) yield letGo(most - Math.ceil(most / 8))
        else if (held >= mostChildren) yield letGo(Math.ceil(open.size / 2))
      }
    }
  } catch (error) {
    // What has arrived is kept, or a connection that always breaks early would never come further.
    if (open.size > 0 || far.length > 0 || unread.length > 0) yield letGo(open.size)
    throw error
  }
  if (fresh > 0 || open.size > 0) yield letGo(open.size)
}

/** Whether a reader says that what it was given cannot be read, and never can be. */
export function isUnreadable(error: unknown): error is Error {
  return error instanceof MalformedBody || error instanceof RangeError
}

type Told = { id: string; parentId: string | undefined; object: unknown }

// Millions of lines are common, so these two fields are checked by hand; each kind checks the rest.
function readLine({ text, ended }: ArrivingLine): Told | MalformedBody | null {
  const object = parse(text)
  if (object === undefined && !ended) return null
  if (typeof object === 'object' && object !== null && 'id' in object && typeof object.id === 'string') {
    const parentId = '__parentId' in object ? object.__parentId : undefined
    if (parentId === undefined || typeof parentId === 'string') return { id: object.id, parentId, object }
  }
  return new MalformedBody(object === undefined ? 'the line is no JSON' : 'the line has no id')
}

// Every query asks the id first, so that a line which breaks off later still says whose it is.
function idOf(text: string): string | null {
  return /"id":"(gid:\/\/shopify\/\w+\/\d+)"/.exec(text)?.[1] ?? null
}

function parse(text: string): unknown {
  try {
    return parseStorable(text)
  } catch {
    return undefined
  }
}
