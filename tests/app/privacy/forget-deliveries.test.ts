import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { consentBody, customerBody, gid, idOf, orderBody, productBody, refundBody } from '../intake/bodies.ts'
import { intakeOn, webhook, workOff } from '../intake/support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const anna = { id: 1, email: 'anna@example.de' }
const berta = { id: 12, email: 'hanna@example.de', firstName: 'Berta' }
const t = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second)).toISOString()
const big = (id: number) => String(idOf(id))
const redact = `{"customer":{"id":${big(1)},"email":"Anna@Example.de","phone":"+4915112345"},"orders_to_redact":[${big(300)}]}`
// Deliveries that name her: by her id, her order, her address or her phone alone, and in every way of writing them.
const hers: [topic: string, body: string][] = [
  ['orders/create', orderBody({ id: 100, updatedAt: t(1), customer: anna, lines: [{ id: 5 }] })],
  ['orders/create', orderBody({ id: 300, updatedAt: t(1), email: 'other@example.de' })],
  ['orders/edited', `{"order_edit":{"order_id":${big(100)},"committed_at":"${t(3)}"}}`],
  ['refunds/create', refundBody({ id: 8, orderId: 100, lineId: 5, amount: '10.00' })],
  ['customers/update', customerBody({ ...anna, updatedAt: t(2) })],
  ['customers_email_marketing_consent/update', consentBody(1, 'subscribed', t(3))],
  ['customer.tags_added', `{"customerId":"${gid('Customer', 1)}","tags":["VIP"],"occurredAt":"${t(4)}"}`],
  ['checkouts/create', checkout('"email":"anna\\u0040example.de","phone":null')],
  ['checkouts/create', checkout('"email":null,"phone":"+49 151 12345"')],
  ['nobody/reads', '{"note":"write to Anna@example.de."}'],
  ['orders/create', `{"id":"unreadable","email":"anna@example.de"}`],
]
const others: [topic: string, body: string][] = [
  ['orders/create', orderBody({ id: 200, updatedAt: t(1), customer: berta, lines: [{ id: 1 }] })],
  ['customers/update', customerBody({ ...berta, updatedAt: t(2) })],
  ['products/create', productBody(7, 'Ringe', t(1))],
]
let shop: Shop
let count = 0

function checkout(who: string): string {
  return `{"token":"cart-${String(who.length)}",${who},"created_at":"${t(1)}","updated_at":"${t(1)}","currency":"EUR","total_price":"1.00","line_items":[]}`
}

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `deliveries-${String(count)}.myshopify.com`)
})

async function tell(...told: [topic: string, body: string][]): Promise<void> {
  for (const [topic, body] of told)
    await intake.receive(webhook({ domain: shop.domain, topic, body, triggeredAt: new Date(t(9)) }))
  await workOff(db, { 'delivery-received': intake.applyDelivery })
}

async function fullOnes(): Promise<string[]> {
  const full = await db.delivery.findMany({ where: { shopId: shop.id, body: { not: '{}' } }, orderBy: { id: 'asc' } })
  return full.map(({ body }) => body)
}

describe('once a person is forgotten', () => {
  it('no delivery of any kind says anything of her, and all others say what they said', async () => {
    await tell(...hers, ...others)
    expect(await fullOnes()).toHaveLength(hers.length + others.length)
    await tell(['customers/redact', redact])
    expect(await fullOnes()).toEqual(others.map(([, body]) => body))
  })

  it('nothing is left by which what named her could be found, the request itself included', async () => {
    await tell(...hers, ...others, ['customers/redact', redact])
    const left = await db.$queryRaw<unknown[]>`
      select s.* from delivery_subject s join delivery d on d.shop_id = s.shop_id and d.id = s.delivery_id
       where s.shop_id = ${shop.id} and (d.body = '{}' or s.subject in (${idOf(1)}, ${idOf(100)}))`
    expect(left).toEqual([])
    expect(await db.deliverySubject.count({ where: { shopId: shop.id } })).toBeGreaterThan(0)
  })

  it('no delivery says anything of her from before it was noted whom they name', async () => {
    await tell(...hers, ...others)
    await db.deliverySubject.deleteMany({ where: { shopId: shop.id } })
    await db.$executeRawUnsafe(migrationOfWhatWasSettled())
    await tell(['customers/redact', redact])
    const [, ...named] = others.map(([, body]) => body)
    // Here a line's id may be taken for hers, as the first of the others has it.
    expect((await fullOnes()).slice(-2)).toEqual(named)
    expect(await db.delivery.count({ where: { shopId: shop.id, body: '{}' } })).toBeGreaterThan(hers.length)
    expect((await fullOnes()).filter((body) => !others.some(([, other]) => other === body))).toEqual([])
  })
})

function migrationOfWhatWasSettled(): string {
  const folder = new URL('../../../prisma/migrations/20261124000014_delivery_subjects/', import.meta.url)
  const sql = readFileSync(new URL('migration.sql', folder), 'utf8')
  return `${sql.slice(sql.indexOf('INSERT INTO')).replace(/;\s*$/, '')} ON CONFLICT DO NOTHING`
}
