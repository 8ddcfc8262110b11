import { describe, expect, it } from 'vitest'
import { groupExport, type Batch, type Position } from '../../../app/intake/history/group-export.ts'
import { linesOf, type Line } from '../../../app/intake/history/lines.server.ts'

type Row = { id: string; children: string[] }
type Told = { id: string }

const parent = (id: string) => JSON.stringify({ id })
const child = (id: string, of: string) => JSON.stringify({ id, __parentId: of })
const reader = {
  read: (node: unknown): Row => ({ id: (node as Told).id, children: [] }),
  adopt: ({ children }: Row, node: unknown) => void children.push((node as Told).id),
}

async function group(lines: string[], sizes = {}, from?: Position): Promise<Batch<Row>[]> {
  const batches: Batch<Row>[] = []
  for await (const batch of groupExport(arrive(lines), reader, from, sizes)) batches.push(batch)
  return batches
}

// eslint-disable-next-line @typescript-eslint/require-await -- lines arrive from the network in the app
async function* arrive(lines: string[], cut = false): AsyncGenerator<Line[]> {
  yield lines.map((text, place) => {
    const ended = !cut || place < lines.length - 1
    return { text, bytes: Buffer.byteLength(text) + (ended ? 1 : 0), ended }
  })
}

describe('an export', () => {
  it('keeps parents and children together, also when children follow after all parents', async () => {
    const [batch] = await group([parent('A'), parent('B'), child('a1', 'A'), child('b1', 'B'), child('a2', 'A')])
    expect(batch?.rows.map(({ children }) => children)).toEqual([['a1', 'a2'], ['b1']])
    expect(batch).toMatchObject({ far: [], position: { lines: 5 } })
  })

  it('tells a child apart that comes after its parent was let go', async () => {
    const batches = await group([parent('A'), parent('B'), parent('C'), child('a1', 'A')], { parents: 2 })
    expect(batches.flatMap(({ rows }) => rows)).toHaveLength(3)
    expect(batches.flatMap(({ far }) => far)).toEqual([{ parentId: 'A', child: { id: 'a1', __parentId: 'A' } }])
    expect(batches.at(-1)?.position.lines).toBe(4)
  })

  it('lets go of a parent with more children than fit', async () => {
    const children = Array.from({ length: 10 }, (_, place) => child(`a${String(place)}`, 'A'))
    const batches = await group([parent('A'), ...children], { children: 4 })
    expect(Math.max(...batches.map(({ rows, far }) => far.length + (rows[0]?.children.length ?? 0)))).toBe(4)
    expect(batches.flatMap(({ rows, far }) => [...far, ...(rows[0]?.children ?? [])])).toHaveLength(10)
  })

  it.each([['{"id":"A"'], ['{"name":"A"}'], ['null'], ['{"id":1}']])(
    'sets the line %s aside, says which it is without quoting it, and reads on',
    async (line) => {
      const [batch] = await group([parent('A'), line, parent('B')])
      expect(batch?.rows.map(({ id }) => id)).toEqual(['A', 'B'])
      expect(batch?.unread).toEqual([
        { id: 'line 2', reason: expect.stringMatching(/^the line (is no JSON|has no id)$/) as string },
      ])
      expect(batch?.position.lines).toBe(3)
    },
  )

  it('names an object by its gid where its line breaks off later', async () => {
    const [batch] = await group(['{"id":"gid://shopify/Customer/7","firstName":"Ann'])
    expect(batch?.unread).toEqual([{ id: 'gid://shopify/Customer/7', reason: 'the line is no JSON' }])
  })

  it('leaves out a last line that was cut off, and says that it lies ahead', async () => {
    const batches: Batch<Row>[] = []
    const lines = arrive([parent('A'), '{"id":"B'], true)
    for await (const batch of groupExport(lines, reader)) batches.push(batch)
    expect(batches).toEqual([
      { rows: [{ id: 'A', children: [] }], far: [], unread: [], position: { lines: 1, bytes: parent('A').length + 1 } },
    ])
  })

  it('keeps what has arrived when the connection breaks', async () => {
    async function* breaking() {
      yield* arrive([parent('A'), child('a1', 'A')])
      throw new Error('the connection is closed')
    }
    const batches: Batch<Row>[] = []
    await expect(async () => {
      for await (const batch of groupExport(breaking(), reader)) batches.push(batch)
    }).rejects.toThrow('the connection is closed')
    expect(batches).toMatchObject([{ rows: [{ id: 'A', children: ['a1'] }], position: { lines: 2 } }])
  })

  it('loses and doubles nothing, wherever a reading ends and the next goes on', async () => {
    const lines = ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((id, place, ids) => [
      parent(id),
      child(`${id}1`, id),
      ...(place > 2 ? [child(`${id}-late`, ids[place - 3] ?? '')] : []),
    ])
    const whole = await group(lines, { parents: 2 })
    for (const [stopped, { position }] of whole.entries()) {
      const rest = await group(lines.slice(position.lines), { parents: 2 }, position)
      const read = [...whole.slice(0, stopped + 1), ...rest]
      expect(read.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
      const children = read.flatMap(({ rows, far }) => [
        ...rows.flatMap((row) => row.children),
        ...far.map((one) => (one.child as Told).id),
      ])
      expect(new Set(children).size).toBe(9)
      expect(read.at(-1)?.position).toEqual({ lines: lines.length, bytes: lines.join('\n').length + 1 })
    }
  })

  it('reads lines across any borders of chunks, umlauts included, and knows their length in bytes', async () => {
    const text = '{"id":"Größe"}\n{"id":"B"}\n{"id":"C"}'
    const bytes = new TextEncoder().encode(text)
    for (let size = 1; size <= bytes.length; size += 1) {
      const lines: Line[] = []
      for await (const some of linesOf(chunked(bytes, size))) lines.push(...some)
      expect(lines).toEqual([
        { text: '{"id":"Größe"}', bytes: 17, ended: true },
        { text: '{"id":"B"}', bytes: 11, ended: true },
        { text: '{"id":"C"}', bytes: 10, ended: false },
      ])
    }
  })
})

// eslint-disable-next-line @typescript-eslint/require-await -- chunks arrive from the network in the app
async function* chunked(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}
