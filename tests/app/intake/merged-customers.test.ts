import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { consentOf, openConsent } from '../../../app/consent/index.server.ts'
import { openConversations } from '../../../app/conversations/index.server.ts'
import type { CustomerId, FactOf, Shop } from '../../../app/kernel/index.ts'
import { guestIdOf } from '../../../app/ledger/index.server.ts'
import { openMailer } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { consentBody, customerBody, deletedBody, gid, idOf, orderBody } from './bodies.ts'
import { intakeOn, webhook, workOff } from './support.ts'
import { at, t, tellShop } from './tell.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `shop-${String(count)}.myshopify.com`)
})

const tell = (topic: string, body: string, second: number) => tellShop({ db, intake, shop }, topic, body, second)
const order = (id: number) => db.order.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: idOf(id) } } })
const person = (id: bigint) => db.customer.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
const anna = { id: 1, email: 'Anna@Example.de' }

describe('two customers who become one', () => {
  const both = (kept: number, gone: number, status = 'completed') =>
    JSON.stringify({
      admin_graphql_api_customer_kept_id: gid('Customer', kept),
      admin_graphql_api_customer_deleted_id: gid('Customer', gone),
      admin_graphql_api_job_id: null,
      status,
    })
  const conversations = openConversations({
    db,
    mailer: openMailer('smtp://127.0.0.1:1', 'x@example.de'),
    now: () => t(0),
  })
  const consent = openConsent({
    db,
    adminFor: () => Promise.reject(new Error('nobody is asked in this test')),
    links: { appUrl: 'http://app.test', secret: 'secret' },
    now: () => t(0),
  })
  const otto = { id: 21, email: 'otto@example.de', firstName: 'Otto' }

  async function merge(kept: number, gone: number, second: number): Promise<void> {
    await intake.receive(
      webhook({ domain: shop.domain, topic: 'customers/merge', body: both(kept, gone), triggeredAt: t(second) }),
    )
    await workOff(db, {
      'delivery-received': intake.applyDelivery,
      'customers-merged': async (fact: FactOf<'customers-merged'>) => {
        await conversations.followMerge(fact)
        await consent.followMerge(fact)
      },
    })
  }

  beforeEach(async () => {
    await tell('customers/create', customerBody({ ...anna, updatedAt: at(1) }), 1)
    await tell('customers/create', customerBody({ ...otto, updatedAt: at(1) }), 1)
  })

  it('leave nothing behind: orders, guest orders, questions and permissions go along', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(2), customer: otto }), 2)
    await tell('orders/create', orderBody({ id: 101, updatedAt: at(2), email: otto.email }), 2)
    await tell('customers_email_marketing_consent/update', consentBody(21, 'subscribed', at(2)), 2)
    await db.serviceRequest.create({
      data: {
        shopId: shop.id,
        id: randomUUID(),
        customerId: idOf(21),
        email: otto.email,
        locale: 'de',
        channel: 'storefront',
        subject: 'Ringgröße',
        createdAt: t(2),
      },
    })
    await merge(1, 21, 3)
    expect([(await order(100)).customerId, (await order(101)).customerId]).toEqual([idOf(1), idOf(1)])
    expect((await order(100)).buyerId).toBe(idOf(21))
    expect(await person(idOf(21))).toMatchObject({ mergedInto: idOf(1), deletedAt: t(3), firstName: null })
    expect(await db.serviceRequest.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      customerId: idOf(1),
    })
    expect(await consentOf(db, shop, idOf(1) as CustomerId)).toMatchObject({ state: 'subscribed', occurredAt: t(2) })
  })

  it('get what is told late about the one who is gone', async () => {
    await merge(1, 21, 3)
    const late = await tell('orders/create', orderBody({ id: 100, updatedAt: at(2), customer: otto }), 2)
    expect(late.changed).toEqual([idOf(1)])
    await tell('orders/create', orderBody({ id: 101, updatedAt: at(4), email: otto.email }), 4)
    await tell('customers_email_marketing_consent/update', consentBody(21, 'unsubscribed', at(4)), 4)
    expect([(await order(100)).customerId, (await order(101)).customerId]).toEqual([idOf(1), idOf(1)])
    expect(await person(guestIdOf(otto.email))).toBeNull()
    expect(await consentOf(db, shop, idOf(1) as CustomerId)).toMatchObject({ state: 'unsubscribed' })
  })

  it('are not mailed because one of them once agreed, where the other has refused', async () => {
    await tell('customers_email_marketing_consent/update', consentBody(1, 'unsubscribed', at(2)), 2)
    await tell('customers_email_marketing_consent/update', consentBody(21, 'subscribed', at(5)), 5)
    await merge(1, 21, 6)
    expect(await consentOf(db, shop, idOf(1) as CustomerId)).toMatchObject({ state: 'unsubscribed' })
  })

  it('stay two where the attempt failed', async () => {
    expect(await tell('customers/merge', both(1, 21, 'failed'), 3)).toMatchObject({ outcome: 'ignored' })
    expect(await person(idOf(21))).toMatchObject({ mergedInto: null, deletedAt: null })
  })

  it('lose the address of the one who is gone with the deletion of the other', async () => {
    await merge(1, 21, 3)
    expect(await person(idOf(21))).toMatchObject({ email: otto.email })
    await tell('customers/delete', deletedBody(1), 5)
    expect(await person(idOf(21))).toMatchObject({ email: null })
    await tell('customers/update', customerBody({ ...otto, updatedAt: at(6) }), 6)
    expect(await person(idOf(21))).toMatchObject({ email: null })
  })
})
