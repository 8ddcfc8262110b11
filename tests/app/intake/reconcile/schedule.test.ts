import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FactOf, Shop } from '../../../../app/kernel/index.ts'
import { migrateJobs, openLogger, startWorking, type Reactions } from '../../../../app/platform/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'
import { intakeOn, workOff } from '../support.ts'

const { db, url } = await testDatabase()
const NOW = new Date('2026-11-24T12:32:00Z')
const intake = intakeOn(db, { now: () => NOW })
let berlin: Shop

async function finished(shop: Shop, kind: string, at: string): Promise<void> {
  const data = { shopId: shop.id, id: randomUUID(), kind, startedAt: new Date(), finishedAt: new Date(at) }
  await db.reconciliation.create({ data })
}

const waiting = () =>
  db.$queryRaw`
    select j.payload ->> 'shopId' as shop, j.payload ->> 'scope' as scope, j.priority, q.queue_name as queue, j.run_at as at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where t.identifier = 'reconciliation-due' order by 1, 2`

beforeEach(async () => {
  await db.reconciliation.deleteMany()
  await db.shop.deleteMany()
  await workOff(db, {})
  berlin = await givenShop(db)
})

describe('the schedule of comparisons', () => {
  it('catches up once what was missed during a stop, after the deliveries that wait', async () => {
    await finished(berlin, 'recent', '2026-11-24T07:00:10Z')
    await finished(berlin, 'daily', '2026-11-23T02:00:40Z')
    await intake.scheduleReconciliations()
    await intake.scheduleReconciliations()
    const queue = `reconciliation-${String(berlin.id)}`
    const due = { shop: String(berlin.id), priority: 10, queue, at: NOW }
    expect(await waiting()).toEqual([
      { ...due, scope: 'daily' },
      { ...due, scope: 'recent' },
    ])
  })

  it('asks for nothing that was done in this hour and this night, nor for a shop without the app', async () => {
    const former = await givenShop(db, 'former.myshopify.com')
    await db.shop.update({ where: { id: former.id }, data: { uninstalledAt: NOW } })
    await finished(berlin, 'recent', '2026-11-24T12:00:10Z')
    await finished(berlin, 'daily', '2026-11-24T02:00:40Z')
    await intake.scheduleReconciliations()
    expect(await waiting()).toEqual([])
  })

  it('meets three in the morning of a shop on the half hour', async () => {
    const kolkata = await givenShop(db, 'kolkata.myshopify.com', { timeZone: 'Asia/Kolkata' })
    for (const shop of [berlin, kolkata]) {
      await finished(shop, 'recent', '2026-11-24T21:00:10Z')
      await finished(shop, 'daily', '2026-11-24T12:00:00Z')
    }
    await intakeOn(db, { now: () => new Date('2026-11-24T21:00:20Z') }).scheduleReconciliations()
    expect(await waiting()).toMatchObject([
      { shop: String(kolkata.id), scope: 'daily', at: new Date('2026-11-24T21:30:00Z') },
    ])
  })

  it('puts a person who wants to know before everything that is only due', async () => {
    await intake.scheduleReconciliations()
    await intake.reconcileNow(berlin)
    expect(await waiting()).toMatchObject([
      { scope: 'daily', priority: 0 },
      { scope: 'recent', priority: 0 },
    ])
  })
})

describe('a worker', () => {
  it('tells at its start that an hour began, so that missed hours are caught up', async () => {
    await migrateJobs(url)
    const heard: FactOf<'reconciliation-due'>[] = []
    const reactions: Partial<Reactions> = {
      'hour-began': () => intakeOn(db).scheduleReconciliations(),
      'reconciliation-due': (fact) => Promise.resolve(void heard.push(fact)),
    }
    const parts = { concurrency: 2, logger: openLogger('silent', 'test') }
    const runner = await startWorking(url, reactions as Reactions, parts)
    while (heard.length < 2) await pause(20)
    await runner.stop()
    expect(heard.map(({ shopId, scope }) => [shopId, scope])).toEqual(
      expect.arrayContaining([
        [berlin.id, 'recent'],
        [berlin.id, 'daily'],
      ]),
    )
  })
})
