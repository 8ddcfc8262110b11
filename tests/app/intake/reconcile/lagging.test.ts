import { expect, it } from 'vitest'
import type { FactOf } from '../../../../app/kernel/index.ts'
import { openAdminApi } from '../../../../app/platform/index.server.ts'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { intakeOn } from '../support.ts'
import { AHEAD_MS, importedShop } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
const HOUR = 3_600_000
const shopNow = { garbled: true, ahead: AHEAD_MS }
const [customer] = room.rows<{ id: string }>('select id from customers order by id limit 1')
const id = customer?.id ?? ''

// One customer cannot be read for a while; everything else can.
const admin = openAdminApi({
  domain: shop.domain,
  accessToken: room.accessToken,
  async fetch(input, init) {
    const answer = await room.fetchShop(input, init)
    if (!shopNow.garbled) return answer
    const text = JSON.stringify(await answer.json(), (_, value: unknown) =>
      (value as { id?: string } | null)?.id === `gid://shopify/Customer/${id}` && 'note' in (value as object)
        ? { ...(value as object), createdAt: 5 }
        : value,
    )
    return new Response(text, { status: answer.status, headers: answer.headers })
  },
})
const intake = intakeOn(db, {
  adminFor: () => Promise.resolve(admin),
  webhookUrl: `${room.running.shop.app.url}/webhooks`,
  now: () => new Date(Date.now() + shopNow.ahead),
})
const compare = (scope: FactOf<'reconciliation-due'>['scope'], hours: number) => {
  shopNow.ahead = AHEAD_MS + hours * HOUR
  return intake.reconcile({ kind: 'reconciliation-due', shopId: shop.id, scope })
}
const known = () => db.checkedKind.findFirstOrThrow({ where: { shopId: shop.id, kind: 'customer' } })
const noteHere = async () => (await db.customer.findFirstOrThrow({ where: { shopId: shop.id, id: BigInt(id) } })).note

it('what could not be read keeps its kind back until the night has read it, however many hours have gone well', async () => {
  await room.settle()
  await compare('recent', 0)
  const before = (await known()).completeTo
  run(
    state,
    'update customers set note = ?, updated_at = ? where id = ?',
    'klingelt zweimal',
    new Date().toISOString(),
    id,
  )
  await compare('recent', 1)
  const lagging = await known()
  expect(lagging.problem).toContain(`gid://shopify/Customer/${id}`)
  expect(lagging.completeTo).toEqual(before)
  expect(lagging.comparedTo > lagging.completeTo).toBe(true)

  await compare('daily', 2)
  expect(await known()).toMatchObject({ completeTo: before, problem: expect.stringContaining(id) as unknown })

  shopNow.garbled = false
  await compare('recent', 3)
  expect(await noteHere()).not.toBe('klingelt zweimal')
  expect(await known()).toMatchObject({ completeTo: before, problem: expect.stringContaining(id) as unknown })
  const { standing } = await intake.receipt.standing(shop)
  expect(standing.lagging).toMatchObject([{ kind: 'customer', completeTo: before.toISOString() }])

  await compare('daily', 4)
  expect(await noteHere()).toBe('klingelt zweimal')
  const caughtUp = await known()
  expect(caughtUp).toMatchObject({ problem: null })
  expect(caughtUp.completeTo).toEqual(caughtUp.comparedTo)
  expect(await room.repairs()).toEqual([{ subject: 'customer', subjectId: id, difference: 'outdated' }])
}, 120_000)
