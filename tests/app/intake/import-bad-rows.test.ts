import { expect, it, vi } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { importAll } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn } from './support.ts'

const { db } = await testDatabase()
const { running, admin, fetchShop } = await liveShop(db, { stock: 'handelblitz', customers: 60, orders: 150 })
vi.setConfig({ testTimeout: 120_000 })

type Line = Record<string, unknown> & { id: string; __parentId?: string }

/** The files of the shop as they are, except for what `spoil` does to their lines. */
function spoiling(spoil: (line: Line) => string | null): typeof fetch {
  return async (input, init) => {
    const answer = await fetchShop(input, init)
    const text = await answer.text()
    const lines = text.split('\n').map((line) => (line === '' ? line : (spoil(JSON.parse(line) as Line) ?? line)))
    return new Response(lines.join('\n'), { status: answer.status, headers: answer.headers })
  }
}

it('an object that cannot be read or held is set aside and named, and the rest of the history comes in', async () => {
  const spoilt = new Map<string, string>()
  const once = (what: string, { id }: Line) => (spoilt.get(what) ?? id) === id && !!spoilt.set(what, id)
  const room = intakeOn(db, {
    adminFor: () => Promise.resolve(admin),
    fetchShop: spoiling((line) => {
      if (line.id.includes('/Customer/')) {
        if (once('nul', line)) return JSON.stringify({ ...line, note: 'a\0b' })
        if (once('half', line)) return JSON.stringify({ ...line, note: 'heart \ud83d' })
        if (once('shape', line)) return JSON.stringify({ ...line, createdAt: 5 })
        if (once('cut', line)) return JSON.stringify(line).slice(0, 90)
      }
      if (line.id.includes('/Order/') && once('order', line)) return JSON.stringify({ ...line, totalPriceSet: null })
      if (line.id.includes('/LineItem/') && line.__parentId !== spoilt.get('order')) {
        if (once('line', line)) return JSON.stringify({ ...line, quantity: 3_000_000_000 })
      }
      return null
    }),
  })
  const shop = await room.install(running.shop.domain, admin)
  await importAll(db, room)

  const progress = await room.progress(shop)
  expect(progress.steps.map(({ status }) => status)).toEqual(Array(6).fill('done'))
  const problemOf = (name: string) => progress.steps.find(({ kind }) => kind === name)?.problem
  expect(problemOf('products')).toBeNull()
  expect(problemOf('customers')).toMatch(
    /^2 objects could not be read: .*customer\.createdAt: Invalid input: expected string/,
  )
  expect(problemOf('customers')).toContain(spoilt.get('cut'))
  const aside = await db.setAside.findMany({ where: { kind: { in: ['orders', 'recentOrders'] } } })
  expect(aside).toHaveLength(2)
  expect(aside.map(({ subjectId }) => subjectId)).toContain(spoilt.get('order'))
  expect(aside.map(({ reason }) => reason)).toContain('it holds a value that the database cannot hold')

  const customer = async (what: string) =>
    db.customer.findFirst({ where: { id: BigInt(spoilt.get(what)?.split('/').at(-1) ?? 0) } })
  expect((await customer('nul'))?.note).toBe('a\uFFFDb')
  expect((await customer('half'))?.note).toBe('heart \uFFFD')
  expect(await db.order.count()).toBe(148)
})
