import { describe, expect, it } from 'vitest'
import { defaultMessages, defaultRules } from '../../../app/campaigns/index.ts'
import { unsubscribeUrl } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import { countOrders } from '../../../app/ledger/index.server.ts'
import { signatureOf } from '../../../app/storefront/proxy-signature.ts'
import { mailFaults } from '../../../dev-shop/mailbox/faults.ts'
import { all, first, run } from '../../../dev-shop/state/query.ts'
import { launch } from '../../support/launch.ts'
import { SECRET } from './support.ts'
import { until, wholeApp } from './whole-app.ts'

const { db, pipeline, running, state, settled, inShop, mails, dev } = await wholeApp({ customers: 40, orders: 120 })
const { domain } = running.shop
const { campaigns, conversations, consent, storefront } = pipeline

type Person = { id: string; email: string }

// Of HandelBlitz's customers who buy and have agreed to e-mails, the first three.
const [anna, berta, carla] = all<Person>(
  state,
  `select id, email from customers c where email_marketing_state = 'SUBSCRIBED' and email_consent_at is not null
      and exists (select 1 from orders o where o.customer_id = c.id and o.cancelled_at is null) order by id limit 3`,
) as [Person, Person, Person]
const variant = first<{ id: string }>(state, 'select id from variants order by id limit 1')?.id ?? ''

let jules: Shop
let autumn: CampaignId

const mailsTo = ({ email }: Person) => mails().filter(({ recipient }) => recipient === email).length
const importsDone = async () => (await pipeline.intake.progress(jules)).outcome === 'done'
const customerId = ({ id }: Person) => BigInt(id) as CustomerId

/** What became of a person in the campaign. */
const fateOf = async (person: Person) => {
  const row = await db.recipient.findFirstOrThrow({ where: { campaignId: autumn, customerId: customerId(person) } })
  return { status: row.status, reason: row.reason }
}

/** A shopper's request through the app proxy. */
function fromStorefront(path: string, init?: RequestInit): Request {
  const query = new URLSearchParams({
    shop: domain,
    path_prefix: '/apps/stammkunde',
    timestamp: String(Math.floor(Date.now() / 1000)),
    logged_in_customer_id: anna.id,
  })
  query.set('signature', signatureOf(query, SECRET))
  return new Request(`http://app.test/proxy/${path}?${query.toString()}`, init)
}

async function ask(text: string) {
  const body = JSON.stringify({ email: anna.email, text, locale: 'de' })
  const request = fromStorefront('question', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  return storefront.takeQuestion(await storefront.visit(request), request)
}

async function releaseToEverybody(name: string): Promise<CampaignId> {
  const segment = await pipeline.segments.save(jules, { id: null, name, query: 'number_of_orders >= 1' })
  const target = { kind: 'product_type', value: 'Ringe', title: 'Ringe' }
  const saved = await campaigns.save(jules, {
    id: null,
    input: {
      name,
      segmentIds: segment.outcome === 'saved' ? [segment.id] : [],
      holdoutPercent: 0,
      value: { kind: 'percentage', percent: 20 },
      target,
      messages: defaultMessages,
      validDays: 30,
    },
  })
  if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved))
  expect(await campaigns.release(jules, { id: saved.id, by: '1' })).toMatchObject({ outcome: 'released' })
  return saved.id
}

// A diary: each day goes on where the one before ended.
describe('Jule uninstalls the app in the middle of a campaign, and comes back', () => {
  it('on Monday she opens it for the first time, and her history comes in', async () => {
    jules = await pipeline.merchant(launch(running.shop))
    await until(importsDone)
    await settled()
    expect((await countOrders(db, jules)).orders).toBe(inShop('select count(*) as n from orders'))
    expect((await ask('Gibt es den Ring auch in 54?')).outcome).toBe('asked')
  }, 120_000)

  it('on Tuesday her campaign goes out, but the mail server puts every mail off', async () => {
    await campaigns.rules.save(jules, { ...defaultRules, restDays: 0, sparesAsking: false })
    mailFaults(running.shop).deferRecipients = '*'
    autumn = await releaseToEverybody('Herbst')
    await until(async () => (await fateOf(anna)).reason !== null)
    await settled()
    expect(mails()).toEqual([])
    expect((await campaigns.find(jules, autumn))?.status).toBe('sending')
    mailFaults(running.shop).deferRecipients = null
  }, 60_000)

  it('on Wednesday she uninstalls: the mails stop and say why, and nobody gets at her data any more', async () => {
    const stale = launch(running.shop)
    await dev('/dev/uninstall')
    await until(async () => (await pipeline.intake.shopOf(domain)) === null)
    await settled()
    expect(await fateOf(anna)).toEqual({ status: 'coded', reason: 'uninstalled' })
    expect(await campaigns.find(jules, autumn)).toMatchObject({ status: 'sending', problem: 'uninstalled' })
    // The page that she had left open asks again with the session token of before.
    const answer: unknown = await pipeline.merchant(stale).catch((thrown: unknown) => thrown)
    expect(answer).toBeInstanceOf(Response)
    expect((answer as Response).status).not.toBe(200)
    expect(await db.session.count()).toBe(0)
  }, 60_000)

  it('shoppers see neither an offer nor an error, and the form says that it is closed', async () => {
    expect(await storefront.offerFor(await storefront.visit(fromStorefront('offer')))).toEqual({ outcome: 'none' })
    expect(await ask('Ist mein Ring schon unterwegs?')).toEqual({
      outcome: 'closed',
      message: 'Dieses Formular ist geschlossen. Bitte schreiben Sie uns eine E-Mail.',
    })
    expect(await db.serviceRequest.count()).toBe(1)
  })

  it('what was still to be done for her is done no more: no mail leaves, Shopify is not asked, no job tries again', async () => {
    const asked = inShop(`select count(*) as n from bulk_operations`)
    const { id: requestId } = await db.serviceRequest.findFirstOrThrow()
    const answered = await conversations.answer(jules, conversations.requestIdOf(requestId) ?? fail(), {
      body: 'Ja, seit heute.',
      author: 'Jule',
    })
    expect(answered.outcome).toBe('answered')
    const everything = await allFacts()
    for (const { kind, payload } of everything) {
      await db.$executeRaw`select graphile_worker.add_job(${kind}::text, ${payload}::json, max_attempts => 1)`
    }
    await settled()
    expect(mails()).toEqual([])
    expect(inShop(`select count(*) as n from bulk_operations`)).toBe(asked)
    expect(await failedJobs()).toEqual([])
    expect((await conversations.get(jules, requestId))?.messages.at(-1)?.delivery).toBe('stopped')
  }, 60_000)

  it('meanwhile Berta withdraws in the shop, Carla by the link of an older mail, and Anna buys', async () => {
    const at = new Date().toISOString()
    run(
      state,
      `update customers set email_marketing_state = 'UNSUBSCRIBED', email_consent_at = ? where id = ?`,
      at,
      berta.id,
    )
    const links = { appUrl: 'https://app.test', secret: SECRET }
    const claim = { shopId: jules.id, customerId: customerId(carla), campaignId: autumn }
    const token = new URL(unsubscribeUrl(links, claim)).pathname.split('/').at(-1) ?? ''
    expect(await consent.withdraw(token, 'de')).toMatchObject({ state: 'unsubscribed' })
    await dev('/dev/orders', { customerId: anna.id, lines: [{ variantId: variant, quantity: 1 }] })
    await settled()
    expect(
      inShop(`select count(*) as n from customers where id = ? and email_marketing_state = 'SUBSCRIBED'`, carla.id),
    ).toBe(1)
    expect((await countOrders(db, jules)).orders).toBe(inShop('select count(*) as n from orders') - 1)
  }, 60_000)

  it('on Friday she is back: all is there, the days between are imported, and webhooks flow again', async () => {
    const back = await pipeline.merchant(launch(running.shop))
    expect(back.id).toBe(jules.id)
    await until(importsDone)
    await settled()
    expect((await countOrders(db, jules)).orders).toBe(inShop('select count(*) as n from orders'))
    await dev('/dev/orders', { customerId: anna.id, lines: [{ variantId: variant, quantity: 1 }] })
    await settled()
    expect((await countOrders(db, jules)).orders).toBe(inShop('select count(*) as n from orders'))
  }, 120_000)

  it('the campaign goes on by itself, without those who have withdrawn, and Shopify hears of Carla', async () => {
    await until(async () => (await campaigns.find(jules, autumn))?.status === 'sent')
    expect(await fateOf(anna)).toEqual({ status: 'sent', reason: null })
    expect(await fateOf(berta)).toEqual({ status: 'skipped', reason: 'no-consent' })
    expect(await fateOf(carla)).toEqual({ status: 'skipped', reason: 'suppressed' })
    expect([mailsTo(anna), mailsTo(berta), mailsTo(carla)]).toEqual([1, 0, 0])
    expect(new Set(mails().map(({ recipient }) => recipient)).size).toBe(mails().length)
    await until(() =>
      Promise.resolve(
        inShop(
          `select count(*) as n from customers where id = ? and email_marketing_state = 'UNSUBSCRIBED'`,
          carla.id,
        ) === 1,
      ),
    )
  }, 120_000)

  it('her answer to Anna goes out once she asks for it', async () => {
    const [request] = await conversations.forCustomer(jules, customerId(anna))
    const messageId = request?.messages.at(-1)?.id ?? ''
    const requestId = conversations.requestIdOf(request?.id) ?? fail()
    expect(await conversations.tryAgain(jules, { requestId, messageId })).toEqual({ outcome: 'queued' })
    await until(() => Promise.resolve(mailsTo(anna) === 2))
  }, 60_000)
})

describe('a token that Shopify has revoked without a word', () => {
  it('makes jobs wait with the reason, and the next log-in wakes them', async () => {
    run(state, 'update tokens set revoked_at = ?', new Date().toISOString())
    const spring = await releaseToEverybody('Frühling')
    await until(async () => (await failedJobs()).length > 0)
    expect(await campaigns.find(jules, spring)).toMatchObject({ status: 'preparing', problem: null })
    expect(await failedJobs()).toMatchObject([
      { kind: 'campaign-released', error: expect.stringContaining('open the app in the admin once') as unknown },
    ])
    await pipeline.merchant(launch(running.shop))
    await until(async () => (await campaigns.find(jules, spring))?.status === 'sent')
    expect(await failedJobs()).toEqual([])
  }, 120_000)
})

async function failedJobs() {
  return db.$queryRaw<{ kind: string; error: string | null }[]>`
    select t.identifier as kind, j.last_error as error
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.last_error is not null`
}

/** One fact of each kind that could still come about this shop. */
async function allFacts() {
  const imported = await db.historyImport.findFirstOrThrow()
  const product = await db.product.findFirstOrThrow()
  const collection = await db.collection.findFirstOrThrow()
  const request = await db.serviceRequest.findFirstOrThrow()
  const about: Record<string, object> = {
    'shop-installed': {},
    'import-continues': { importId: imported.id },
    'history-imported': { importId: imported.id },
    'collection-changed': { collectionId: `#${String(collection.id)}` },
    'product-changed': { productId: `#${String(product.id)}` },
    'reconciliation-due': { scope: 'daily' },
    'profiles-aged': {},
    'predictions-due': {},
    'customers-changed': { customerIds: [`#${anna.id}`] },
    'customers-merged': { customerId: `#${berta.id}`, survivorId: `#${berta.id}` },
    'question-asked': { requestId: request.id, customerId: `#${anna.id}` },
    'consent-changed': { customerId: `#${anna.id}` },
    'campaign-planned': { campaignId: autumn },
    'campaign-released': { campaignId: autumn },
    'campaign-mail-due': { campaignId: autumn },
  }
  return Object.entries(about).map(([kind, fact]) => ({
    kind,
    payload: JSON.stringify({ kind, shopId: jules.id, ...fact }),
  }))
}

function fail(): never {
  throw new Error('the test has lost its way')
}
