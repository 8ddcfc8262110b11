import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { DeliveryId, FactOf } from '../../../app/kernel/index.ts'
import { openLogger, recordFact, startWorking, type Reactions } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const { db, url } = await testDatabase()

/** As a worker leaves a job whom kill -9 meets while it works. */
async function leaveToTheDead(identifier: string, attempts: number): Promise<void> {
  await db.$executeRaw`
    update graphile_worker._private_jobs job set locked_by = 'dead', locked_at = now() - interval '11 seconds',
           updated_at = now() - interval '20 seconds', attempts = ${attempts}::int
      from graphile_worker._private_tasks task where task.id = job.task_id and task.identifier = ${identifier}`
}

test('a job that was told anew before its worker was killed is done once, and one at its last attempt stays to be seen', async () => {
  const { id: shopId } = await givenShop(db)
  const due = { kind: 'reconciliation-due', shopId, scope: 'daily' } as const
  const poison = { kind: 'delivery-received', shopId, deliveryId: 1n as DeliveryId } as const
  await recordFact(db, due, { key: 'due' })
  await recordFact(db, poison)
  await leaveToTheDead(due.kind, 1)
  await leaveToTheDead(poison.kind, 25)
  await recordFact(db, due, { key: 'due' })

  const done: string[] = []
  const reactions: Partial<Reactions> = {
    'reconciliation-due': ({ scope }: FactOf<'reconciliation-due'>) => Promise.resolve(void done.push(scope)),
    'delivery-received': () => Promise.resolve(void done.push('poison')),
    'hour-began': () => Promise.resolve(),
  }
  const logger = openLogger('silent', 'test')
  const worker = await startWorking(url, reactions as Reactions, { concurrency: 4, logger })
  const left = () => db.$queryRaw<{ identifier: string; held: boolean }[]>`
    select task.identifier, job.locked_by is not null as held from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id order by 1`
  while ((await left()).length > 1 || done.length === 0) await pause(20)
  expect(done).toEqual(['daily'])
  expect(await left()).toEqual([{ identifier: poison.kind, held: false }])
  await worker.stop()
}, 60_000)
