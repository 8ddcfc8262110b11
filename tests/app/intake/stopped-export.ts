import { expect } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import type { AdminApi, Database } from '../../../app/platform/index.server.ts'
import { importAll } from './import-all.ts'
import { intakeOn } from './support.ts'

type Line = { id: string; __parentId?: string }
type Live = { admin: AdminApi; fetchShop: typeof fetch; shop: Shop }

/**
 * Imports a shop again and stops that after the parents of a kind and before their children: all parents come first, the
 * connection breaks before the first child, and the merchant cancels.
 */
export async function importStoppedIn(db: Database, { admin, fetchShop, shop }: Live, kind: string): Promise<void> {
  let stopped = false
  const room = intakeOn(db, {
    adminFor: () => Promise.resolve(admin),
    async fetchShop(input, init) {
      const answer = await fetchShop(input, init)
      const reading = await db.importStep.findFirst({ where: { kind, status: 'reading' } })
      if (reading === null || stopped) return answer
      const lines = (await answer.text()).split('\n').filter((line) => line !== '')
      const parents = lines.filter((line) => (JSON.parse(line) as Line).__parentId === undefined)
      expect(parents.length).toBeLessThan(lines.length)
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (stream) => stream.enqueue(new TextEncoder().encode(`${parents.join('\n')}\n`)),
          async pull(stream) {
            if (stopped) return
            stopped = true
            stream.error(new Error('the connection is closed'))
            await Promise.resolve()
          },
        }),
      )
    },
  })
  const startedAt = new Date()
  await room.repeatImport(shop)
  const stopping = (async () => {
    for (;;) {
      const step = await db.importStep.findFirst({ where: { kind, updatedAt: { gte: startedAt }, done: { gt: 0 } } })
      if (step !== null && step.status === 'reading') return room.cancelImport(shop)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  })()
  await importAll(db, room)
  await stopping
  expect(stopped).toBe(true)
}
