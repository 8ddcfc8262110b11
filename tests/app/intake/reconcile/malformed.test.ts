import { expect, it } from 'vitest'
import { openAdminApi } from '../../../../app/platform/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { intakeOn } from '../support.ts'
import { AHEAD_MS, importedShop } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop } = room

const EDIT = `mutation Edit($id: ID!, $note: String!) {
  customerUpdate(input: { id: $id, note: $note }) { userErrors { message } }
}`

it('what cannot be read or held is skipped and named, and everything else is put right', async () => {
  const customers = room.rows<{ id: string }>('select id from customers order by id limit 3')
  const [unreadable, odd, fine] = customers.map(({ id }) => id) as [string, string, string]
  const [variant] = room.rows<{ id: string }>('select id from variants where inventory_quantity > 5 limit 1')
  await room.post('/dev/webhooks/faults', { drop: 1 })
  for (const id of [unreadable, odd, fine])
    await room.graphql(EDIT, { id: `gid://shopify/Customer/${id}`, note: `note of ${id}` })
  const tooMuch = await room.buy({ id: fine }, variant?.id ?? '')
  const bought = await room.buy({ id: fine }, variant?.id ?? '')

  const [line] = room.rows<{ id: string }>('select id from order_lines where order_id = ?', tooMuch.orderId)
  const admin = openAdminApi({
    domain: shop.domain,
    accessToken: room.accessToken,
    async fetch(input, init) {
      const answer = await room.fetchShop(input, init)
      const text = JSON.stringify(await answer.json(), (_, value: unknown) => {
        const { id } = (value ?? {}) as { id?: string }
        if (id === `gid://shopify/Customer/${unreadable}` && 'note' in (value as object))
          return { ...(value as object), createdAt: 5 }
        if (id === `gid://shopify/LineItem/${line?.id ?? ''}`) return { ...(value as object), quantity: 3_000_000_000 }
        return value === `note of ${odd}` ? 'a\0b \ud83d' : value
      })
      return new Response(text, { status: answer.status, headers: answer.headers })
    },
  })
  const comparing = intakeOn(db, {
    adminFor: () => Promise.resolve(admin),
    webhookUrl: `${room.running.shop.app.url}/webhooks`,
    now: () => new Date(Date.now() + AHEAD_MS),
  })
  await comparing.reconcile({ kind: 'reconciliation-due', shopId: shop.id, scope: 'recent' })

  const run = await db.reconciliation.findFirstOrThrow({ where: { shopId: shop.id } })
  expect(run.finishedAt).not.toBeNull()
  expect(run.problem).toContain(`gid://shopify/Customer/${unreadable}: customer.createdAt`)
  expect(run.problem).toContain(`${tooMuch.orderId}: it holds a value that the database cannot hold`)
  const noteOf = async (id: string) =>
    (await db.customer.findFirstOrThrow({ where: { shopId: shop.id, id: BigInt(id) } })).note
  expect(await noteOf(fine)).toBe(`note of ${fine}`)
  expect(await noteOf(odd)).toBe('a\uFFFDb \uFFFD')
  expect(await noteOf(unreadable)).not.toBe(`note of ${unreadable}`)
  const ids = (await db.order.findMany({ where: { shopId: shop.id } })).map(({ id }) => String(id))
  expect(ids).toContain(bought.orderId)
  expect(ids).not.toContain(tooMuch.orderId)
}, 120_000)
