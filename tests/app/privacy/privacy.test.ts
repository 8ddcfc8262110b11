import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../../../app/conversations/index.server.ts'
import { isSuppressedSql } from '../../../app/consent/index.server.ts'
import type { Shop } from '../../../app/kernel/index.ts'
import { Prisma } from '../../../app/platform/index.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { consentBody, customerBody, gid, idOf, orderBody, productBody, refundBody } from '../intake/bodies.ts'
import { intakeOn, webhook, workOff } from '../intake/support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const NOW = new Date('2026-11-24T09:00:00Z')
const privacy = openPrivacy({ db, now: () => NOW })
const anna = { id: 1, email: 'anna@example.de' }
const berta = { id: 12, email: 'berta@example.de', firstName: 'Berta' }
const t = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second)).toISOString()
let shop: Shop
let other: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `privacy-${String(count)}.myshopify.com`)
  other = await givenShop(db, `privacy-other-${String(count)}.myshopify.com`)
  for (const domain of [shop.domain, other.domain]) await live(domain)
})

/** Anna and Berta buy; Anna gets money back, agrees to mails, asks a question and later wants no mails. */
async function live(domain: string): Promise<void> {
  await tell(domain, 'products/create', productBody(7, 'Ringe', t(1)))
  await tell(domain, 'orders/create', orderBody({ id: 100, updatedAt: t(1), customer: anna, lines: [{ id: 5 }] }))
  await tell(domain, 'orders/create', orderBody({ id: 200, updatedAt: t(1), customer: berta, lines: [{ id: 6 }] }))
  await tell(domain, 'customers/update', customerBody({ ...anna, updatedAt: t(2), streets: ['Am Dom 1'] }))
  await tell(domain, 'refunds/create', refundBody({ id: 8, orderId: 100, lineId: 5, amount: '10.00' }))
  await tell(domain, 'customers_email_marketing_consent/update', consentBody(1, 'subscribed', t(3)))
  const where = domain === shop.domain ? shop : other
  const question = { email: anna.email, name: 'Anna', text: 'Ist der Ring nickelfrei?', language: 'de' as const }
  await ask(db, where, { ...question, productId: null, customerId: idOf(1) as never }, NOW)
  const about = { shopId: where.id, customerId: idOf(1), author: '1', createdAt: NOW }
  await db.customerNote.create({ data: { ...about, id: randomUUID(), body: 'Mag Silber' } })
  await db.customerTask.create({ data: { ...about, id: randomUUID(), title: 'Anna anrufen' } })
  await db.suppression.create({ data: { shopId: where.id, email: anna.email, reason: 'unsubscribed' } })
}

async function tell(domain: string, topic: string, body: string): Promise<void> {
  await intake.receive(webhook({ domain, topic, body, triggeredAt: new Date(t(9)) }))
  await workOff(db, { 'delivery-received': intake.applyDelivery })
}

const customer = `"customer":{"id":${String(idOf(1))},"email":"Anna@Example.de","phone":null}`
const dataRequest = `{"shop_id":1,"shop_domain":"x",${customer},"orders_requested":[],"data_request":{"id":9999}}`
const merge = JSON.stringify({
  admin_graphql_api_customer_kept_id: gid('Customer', 1),
  admin_graphql_api_customer_deleted_id: gid('Customer', 3),
  admin_graphql_api_job_id: null,
  status: 'completed',
})
const redact = `{"shop_id":1,"shop_domain":"x",${customer},"orders_to_redact":[]}`

describe('whoever asks what is held about her', () => {
  it('gets everything in one JSON, ids exact, and nothing of anybody else', async () => {
    await tell(shop.domain, 'customers/data_request', dataRequest)
    const [request] = await privacy.list(shop)
    expect(request).toMatchObject({ name: 'Anna Schmidt', handedOverAt: null })
    const text = (await privacy.exportText(shop, request?.id ?? '')) ?? ''
    expect(text).toContain(`"id": ${String(idOf(1))}`)
    const { data } = JSON.parse(text) as { data: Record<string, unknown[]> }
    for (const table of [
      'customer',
      'shop_order',
      'order_line',
      'refund',
      'consent_event',
      'service_request',
      'message',
      'customer_note',
      'customer_task',
    ])
      expect(data[table], table).toHaveLength(1)
    expect(data.customer).toMatchObject([{ addresses: [{ lines: ['Am Dom 1'], isDefault: true }] }])
    expect(data.suppression).toMatchObject([{ email: anna.email }])
    expect(data.delivery?.length).toBeGreaterThan(3)
    expect(text).not.toMatch(/berta/i)
  })

  it('gets a page to read as well', async () => {
    await tell(shop.domain, 'customers/data_request', dataRequest)
    const [request] = await privacy.list(shop)
    const report = await privacy.report(shop, request?.id ?? '')
    const orders = report?.sections.find(({ table }) => table === 'shop_order')
    expect(orders?.columns.slice(0, 2).map(({ name }) => name)).toEqual(['name', 'processed_at'])
    expect(orders?.rows).toHaveLength(1)
    expect(orders?.rows[0]?.values.slice(0, 2)).toEqual(['#100', expect.stringContaining('2026-03-01')])
    const rowOf = (name: string) => report?.sections.find(({ table }) => table === name)?.rows[0]?.values ?? []
    expect(rowOf('message')).toContain('Ist der Ring nickelfrei?')
    expect(rowOf('customer_note')).toContain('Mag Silber')
    expect(rowOf('customer_task')).toContain('Anna anrufen')
    expect(rowOf('customer')).toContain('Anna Schmidt, Am Dom 1, 10115, Berlin, DE')
  })

  it('is asked about once, however often Shopify repeats it, and handed over once', async () => {
    await tell(shop.domain, 'customers/data_request', dataRequest)
    await tell(shop.domain, 'customers/data_request', dataRequest)
    const requests = await privacy.list(shop)
    expect(requests).toHaveLength(1)
    expect(await privacy.openCount(shop)).toBe(1)
    expect(await privacy.handOver(shop, requests[0]?.id ?? '')).toBe(true)
    expect(await privacy.handOver(shop, requests[0]?.id ?? '')).toBe(false)
    expect(await privacy.openCount(shop)).toBe(0)
    expect((await privacy.acts(shop)).map(({ act }) => act)).toEqual(
      expect.arrayContaining(['data-collected', 'data-handed-over']),
    )
  })

  it('is shown to her own shop only', async () => {
    await tell(shop.domain, 'customers/data_request', dataRequest)
    const [request] = await privacy.list(shop)
    const id = request?.id ?? ''
    expect(await privacy.list(other)).toEqual([])
    expect(await privacy.exportText(other, id)).toBeNull()
    expect(await privacy.report(other, id)).toBeNull()
    expect(await privacy.handOver(other, id)).toBe(false)
    expect(await privacy.exportText(shop, 'no-such-id')).toBeNull()
  })
})

describe('whoever wants to be forgotten', () => {
  it('is named by no row of any table afterwards, and her order still counts', async () => {
    await tell(shop.domain, 'customers/data_request', dataRequest)
    await tell(shop.domain, 'customers/redact', redact)
    expect(await rowsNaming(shop)).toEqual({ customer: 1 })
    const tombstone = await db.customer.findUnique({ where: { shopId_id: { shopId: shop.id, id: idOf(1) } } })
    expect(tombstone).toMatchObject({
      email: null,
      firstName: null,
      lastName: null,
      phone: null,
      note: null,
      city: null,
      addresses: null,
    })
    const where = { shopId: shop.id }
    expect([await db.customerNote.count({ where }), await db.customerTask.count({ where })]).toEqual([0, 0])
    expect(await db.order.findFirst({ where: { shopId: shop.id, id: idOf(100) } })).toMatchObject({
      totalMinor: 5000n,
      customerId: null,
    })
    expect(await db.order.count({ where: { shopId: shop.id, customerId: idOf(12) } })).toBe(1)
  })

  it('is not led to by words about her order, by her phone, or by why a job failed', async () => {
    const own = { shopId: shop.id, updatedAt: NOW, toldAt: NOW, digest: '' }
    const cart = { currency: 'EUR', totalMinor: 1n, lines: [], createdAt: NOW }
    await db.checkout.create({ data: { ...own, ...cart, token: 'by-phone', phone: '+4915112345' } })
    const parcel = { orderId: idOf(100), status: 'success', trackingNumbers: ['DHL-4711'], createdAt: NOW }
    await db.fulfillment.create({ data: { ...own, ...parcel, id: 77n } })
    const refused = { orderId: idOf(100), status: 'declined', declineReason: 'engraved for her', stage: 2 }
    await db.orderReturn.create({ data: { shopId: shop.id, toldAt: NOW, digest: '', ...refused, id: 78n } })
    await db.$executeRaw`
      select graphile_worker.add_job('campaign-mail-due', json_build_object('shopId', ${shop.id}::int), run_at => now() + interval '1 day')`
    await db.$executeRaw`
      update graphile_worker._private_jobs set last_error = '550 no mailbox anna@example.de'
       where (payload ->> 'shopId')::int = ${shop.id}`
    await tell(shop.domain, 'customers/redact', redact.replace('"phone":null', '"phone":"+4915112345"'))
    expect(await countRows(shop, Prisma.sql`and t::text ~ 'too small|DHL-4711|engraved|4915112345'`)).toEqual({})
    const jobs = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from graphile_worker._private_jobs where last_error like '%anna%'`
    expect(jobs).toEqual([{ n: 0 }])
    await db.$executeRaw`delete from graphile_worker._private_jobs`
  })

  it('still gets no mail: the address stays on the list, unreadable', async () => {
    await tell(shop.domain, 'customers/redact', redact)
    const columns = { shopId: Prisma.sql`${shop.id}::int`, email: Prisma.sql`${'Anna@example.de'}` }
    const [{ suppressed } = { suppressed: false }] = await db.$queryRaw<{ suppressed: boolean }[]>`
      select ${isSuppressedSql(columns)} as suppressed`
    expect(suppressed).toBe(true)
    expect(await db.suppression.count({ where: { shopId: shop.id, email: { contains: 'anna' } } })).toBe(0)
  })

  it('is forgotten with whoever was merged into her', async () => {
    await tell(
      shop.domain,
      'orders/create',
      orderBody({ id: 300, updatedAt: t(4), customer: { id: 3, email: 'anna@alt.example', firstName: 'Anna' } }),
    )
    await tell(shop.domain, 'customers/merge', merge)
    await tell(shop.domain, 'customers/redact', redact)
    expect(await rowsNaming(shop)).toEqual({ customer: 2 })
    const people = await db.customer.findMany({ where: { shopId: shop.id, id: { in: [idOf(1), idOf(3)] } } })
    expect(people.map(({ email, firstName }) => [email, firstName])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('leaves the other shop as it was, and an entry in the log that does not name her', async () => {
    const before = await rowsNaming(other)
    await tell(shop.domain, 'customers/redact', redact)
    expect(await rowsNaming(other)).toEqual(before)
    const [entry] = await privacy.acts(shop)
    expect(entry).toMatchObject({ act: 'customer-forgotten' })
    expect(entry?.rows).toBeGreaterThan(5)
    const audit = await db.$queryRaw<{ text: string }[]>`select a::text as text from privacy_audit a`
    expect(audit.map(({ text }) => text).join()).not.toMatch(new RegExp(`anna|${String(idOf(1))}`, 'i'))
  })

  it('does not take others along whose id only contains hers', async () => {
    const bodies = () => db.delivery.count({ where: { shopId: shop.id, topic: 'orders/create', body: { not: '{}' } } })
    const before = await bodies()
    await tell(shop.domain, 'customers/redact', redact)
    expect(await bodies()).toBe(before - 1)
  })
})

it('a shop that is redacted leaves nothing but the entry in the log', async () => {
  await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date(t(20)) } })
  await tell(shop.domain, 'shop/redact', '{"shop_id":1,"shop_domain":"x"}')
  expect(await rowsOf(shop)).toEqual({ privacy_audit: 1 })
  expect(await db.shop.count({ where: { id: shop.id } })).toBe(0)
  expect(Object.keys(await rowsOf(other)).length).toBeGreaterThan(5)
})

/** In which tables of the shop a row names Anna, and how many do. */
function rowsNaming(where: Shop): Promise<Record<string, number>> {
  return countRows(where, Prisma.sql`and t::text ~* ${`anna|\\m${String(idOf(1))}\\M`}`)
}

function rowsOf(where: Shop): Promise<Record<string, number>> {
  return countRows(where, Prisma.empty)
}

async function countRows(where: Shop, condition: Prisma.Sql): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.columns
     where table_schema = current_schema() and column_name = 'shop_id' order by 1`
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await db.$queryRaw<{ rows: number }[]>`
      select count(*)::int as rows from ${Prisma.raw(`"${name}"`)} t where shop_id = ${where.id} ${condition}`
    if (row !== undefined && row.rows > 0) found[name] = row.rows
  }
  return found
}
