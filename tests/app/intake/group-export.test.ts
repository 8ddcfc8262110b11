import { describe, expect, it } from 'vitest'
import { groupExport, type Batch } from '../../../app/intake/history/group-export.ts'
import { linesOf } from '../../../app/intake/history/lines.server.ts'

const parent = (id: string) => JSON.stringify({ id })
const child = (id: string, of: string) => JSON.stringify({ id, __parentId: of })

async function group(lines: string[], sizes = {}): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of groupExport(arrive(lines), sizes)) batches.push(batch)
  return batches
}

// eslint-disable-next-line @typescript-eslint/require-await -- lines arrive from the network in the app
async function* arrive(lines: string[]) {
  yield lines
}

describe('an export', () => {
  it('keeps parents and children together, also when children follow after all parents', async () => {
    const [batch] = await group([parent('A'), parent('B'), child('a1', 'A'), child('b1', 'B'), child('a2', 'A')])
    expect(batch?.parents.map(({ children }) => children.length)).toEqual([2, 1])
    expect(batch).toMatchObject({ far: [], lines: 5 })
  })

  it('tells a child apart that comes after its parent was let go', async () => {
    const batches = await group([parent('A'), parent('B'), parent('C'), child('a1', 'A')], { parents: 2 })
    expect(batches.flatMap(({ parents }) => parents)).toHaveLength(3)
    expect(batches.flatMap(({ far }) => far)).toEqual([{ parentId: 'A', child: { id: 'a1', __parentId: 'A' } }])
    expect(batches.reduce((sum, { lines }) => sum + lines, 0)).toBe(4)
  })

  it('lets go of a parent with more children than fit', async () => {
    const children = Array.from({ length: 10 }, (_, place) => child(`a${String(place)}`, 'A'))
    const batches = await group([parent('A'), ...children], { children: 4 })
    expect(Math.max(...batches.map(({ parents, far }) => far.length + (parents[0]?.children.length ?? 0)))).toBe(4)
    expect(batches.flatMap(({ parents, far }) => [...far, ...(parents[0]?.children ?? [])])).toHaveLength(10)
  })

  it.each([['{"id":"A"'], ['{"name":"A"}'], ['null'], ['{"id":1}']])('refuses the line %s', async (line) => {
    await expect(group([line])).rejects.toThrow(/a line of the export/)
  })

  it('reads lines across any borders of chunks, umlauts included', async () => {
    const bytes = new TextEncoder().encode('{"id":"Größe"}\n{"id":"B"}\n{"id":"C"}')
    for (let size = 1; size <= bytes.length; size += 1) {
      const chunks = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
          controller.close()
        },
      })
      const lines: string[] = []
      for await (const some of linesOf(chunks)) lines.push(...some)
      expect(lines).toEqual(['{"id":"Größe"}', '{"id":"B"}', '{"id":"C"}'])
    }
  })
})
