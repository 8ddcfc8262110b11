import { beforeAll, expect, it, vi } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll, importedRows } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin, fetchShop } = await liveShop(db, { stock: 'handelblitz', customers: 60, orders: 150 })
vi.setConfig({ testTimeout: 120_000 })

type Line = { id: string; __parentId?: string }

let shop: Shop

beforeAll(async () => {
  shop = await intake.install(running.shop.domain, admin)
  await importAll(db, intake)
})

it.each(['products', 'collections', 'recentOrders', 'orders'])(
  'a repeated import that is stopped after the parents of %s and before their children loses no child',
  async (kind) => {
    const before = await importedRows(db)
    let stopped = false
    const room = intakeOn(db, {
      adminFor: () => Promise.resolve(admin),
      // All parents come first, and the connection breaks before the first child.
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
    expect(await importedRows(db)).toEqual(before)
  },
)
