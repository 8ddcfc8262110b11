import { expect, it } from 'vitest'
import type { ShopId } from '../../../app/kernel/index.ts'
import { RECENT_KINDS } from '../../../app/intake/history/import-kind-names.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn } from './support.ts'

const { db } = await testDatabase()
const { running, admin, fetchShop } = await liveShop(db, { stock: 'handelblitz', customers: 60, orders: 300 })

type Moment = { step: string; recentIsIn: boolean; toldOnward: number; ordersBefore: number; profiles: number }

it('a merchant can work with the recent past, people and their pictures, before a line of older history is read', async () => {
  const moments: Moment[] = []
  const profiles = openProfiles({ db, now: () => new Date(), timelineSources: [] })
  const intake = intakeOn(db, {
    adminFor: () => Promise.resolve(admin),
    // Whatever is fetched while a step is being read is that step's file; its first line lies still ahead.
    async fetchShop(input, init) {
      const step = await db.importStep.findFirst({ where: { status: 'reading' } })
      const known = moments.some(({ step: kind }) => kind === step?.kind)
      if (step !== null && !known) moments.push(await momentOf(step.kind))
      return fetchShop(input, init)
    },
  })

  async function momentOf(step: string): Promise<Moment> {
    const { shopId, recentAt, recentSince } = await db.historyImport.findFirstOrThrow()
    const [jobs] = await db.$queryRaw<{ told: number }[]>`
      select count(*)::int as told from graphile_worker.jobs where task_identifier = 'recent-history-imported'`
    if (recentAt !== null) await profiles.refreshAll({ shopId: shopId as ShopId })
    return {
      step,
      recentIsIn: recentAt !== null,
      toldOnward: jobs?.told ?? 0,
      ordersBefore: await db.order.count({ where: { createdAt: { lt: recentSince } } }),
      profiles: await db.profile.count({ where: { orders: { gt: 0 } } }),
    }
  }

  await intake.install(running.shop.domain, admin)
  await importAll(db, intake)
  const { recentSince } = await db.historyImport.findFirstOrThrow()
  const buyers = await db.order.groupBy({ by: ['customerId'], where: { createdAt: { gte: recentSince } } })
  expect(buyers.length).toBeGreaterThan(1)
  expect(moments.map(({ step }) => step)).toEqual([...RECENT_KINDS, 'customers', 'orders'])
  const [older, ...rest] = moments.filter(({ recentIsIn }) => recentIsIn)
  expect(older).toEqual({
    step: 'customers',
    recentIsIn: true,
    toldOnward: 1,
    ordersBefore: 0,
    profiles: buyers.length,
  })
  expect(rest.map(({ step }) => step)).toEqual(['orders'])
  expect(await db.order.count({ where: { createdAt: { lt: recentSince } } })).toBeGreaterThan(0)
})
