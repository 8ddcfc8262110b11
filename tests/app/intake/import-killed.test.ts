import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { importAll, importedRows } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn } from './support.ts'

const KILLS = 3

const calm = await testDatabase()
const killed = await testDatabase()
const { running, admin, accessToken, fetchShop, post, intake } = await liveShop(calm.db, {
  stock: 'handelblitz',
  customers: 200,
  orders: 1500,
})
const { origin, shop: devShop } = running

it('an import that is killed at any point goes on from there and ends in the same rows', async () => {
  const reference = await intake.install(devShop.domain, admin)
  await importAll(calm.db, intake)

  const asked: string[] = []
  const watched: typeof fetch = (input, init) => {
    const range = new Headers(init?.headers).get('range')
    if (range !== null) asked.push(range)
    return fetchShop(input, init)
  }
  const room = intakeOn(killed.db, { adminFor: () => Promise.resolve(admin), fetchShop: watched })
  const shop = await room.install(devShop.domain, admin)
  expect(shop.id).toBe(reference.id)
  await room.startImport({ shopId: shop.id })
  const [{ id: importId } = { id: '' }] = await killed.db.historyImport.findMany()
  // Each connection breaks soon, so there are many points at which the worker can be killed.
  await post('/dev/bulk/faults', { truncate: { times: 10_000, afterBytes: 60_000 } })
  const parts = { databaseUrl: killed.url, origin, domain: devShop.domain, accessToken, shopId: shop.id, importId }
  for (let kill = 0, before = await bytesRead(); kill < KILLS; kill += 1) {
    const worker = spawn('node', ['tests/app/intake/import-worker.ts', JSON.stringify(parts)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    while ((await bytesRead()) <= before) await pause(3)
    if (kill === KILLS - 1) while ((await ordersBeingRead()) === null) await pause(3)
    await end(worker)
    before = await bytesRead()
  }
  const half = await ordersBeingRead()
  await post('/dev/bulk/faults', { truncate: { times: 0, afterBytes: 0 } })
  await importAll(killed.db, room)
  expect(half).not.toBeNull()
  expect(asked).toContain(`bytes=${String(half?.bytes)}-`)
  expect(await importedRows(killed.db)).toEqual(await importedRows(calm.db))
  expect(await room.progress(shop)).toMatchObject({ outcome: 'done' })
  expect(await killed.db.importStep.count({ where: { exports: 1 } })).toBe(6)
}, 240_000)

async function bytesRead(): Promise<number> {
  const { _sum: read } = await killed.db.importStep.aggregate({ _sum: { bytes: true } })
  return Number(read.bytes)
}

function ordersBeingRead() {
  return killed.db.importStep.findFirst({ where: { kind: 'orders', status: 'reading', bytes: { gt: 0 } } })
}

async function end(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  expect((await gone)[1]).toBe('SIGKILL')
}
