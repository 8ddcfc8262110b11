import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recordConsent } from '../../../app/consent/index.server.ts'
import type { AutomationId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import { all, first } from '../../../dev-shop/state/query.ts'
import { launch } from '../../support/launch.ts'
import { until, wholeApp } from '../intake/whole-app.ts'

const { db, pipeline, running, state, settled } = await wholeApp({ customers: 40, orders: 120 })
const { automations } = pipeline

type Mail = { recipient: string; subject: string; text: string }

let jules: Shop
let collections: AutomationId
let anna: { id: CustomerId; email: string }
let berta: { id: CustomerId; email: string }

const mailsTo = (email: string) =>
  all<Mail>(state, 'select recipient, subject, text from mails where recipient = ? order by id', email)
const created = z.object({ collectionCreate: z.object({ collection: z.object({ id: z.string() }) }) })

/** The merchant makes a collection of one product type, as any app or the admin itself does. */
async function newCollection(title: string, type: string, handle?: string): Promise<void> {
  const admin = await pipeline.shopify.adminFor(running.shop.domain)
  const condition = { productType: { matchType: 'ANY', relation: 'EQUALS', values: [type] } }
  const sources = [{ source: { title, inclusion: { matchType: 'ALL', conditions: [condition] } } }]
  const answer = await admin.run(
    `#graphql
    mutation NewCollection($collection: CollectionCreateInput!) {
      collectionCreate(collection: $collection) { collection { id } userErrors { field message } }
    }`,
    { collection: { title, sources, ...(handle !== undefined && { handle }) } },
  )
  created.parse(answer)
  await quiet()
}

/** Webhooks have arrived, jobs are done, and nobody's next step is due. */
async function quiet(): Promise<void> {
  await until(async () => {
    await settled()
    const open = await db.automationRun.count({
      where: { status: 'active', OR: [{ wakeAt: null }, { wakeAt: { lt: new Date() } }] },
    })
    return open === 0
  })
}

async function switchedOn(recipe: string): Promise<AutomationId> {
  const id = await automations.add(jules, { recipe, trigger: '', name: recipe })
  if (id === null) throw new Error(`no recipe ${recipe}`)
  expect(await automations.switch(jules, { id, on: true })).toEqual({ outcome: 'switched' })
  return id
}

async function likersOfRings(): Promise<{ id: CustomerId; email: string }[]> {
  return db.$queryRaw`
    select c.id, c.email from preference p join customer c on c.shop_id = p.shop_id and c.id = p.customer_id
     where p.tokens @> array['prefers:product_type:Ringe'] and c.id > 0 and c.email is not null and c.locale like 'de%'
     order by c.id limit 2`
}

beforeAll(async () => {
  jules = await pipeline.merchant(launch(running.shop))
  await until(async () => (await pipeline.intake.progress(jules)).outcome === 'done')
  await settled()
  ;[anna, berta] = (await likersOfRings()) as [typeof anna, typeof anna]
  await recordConsent(
    db,
    jules,
    [anna, berta].map(({ id }) => ({
      ...({
        customerId: id,
        channel: 'email',
        state: 'subscribed',
        source: 'shopify',
        occurredAt: new Date(),
      } as const),
    })),
  )
}, 120_000)

// A diary: each day goes on where the one before ended.
describe('Jule lets the shop tell who loves rings of new ones', () => {
  it('writes to nobody while the automation is switched off', async () => {
    await automations.add(jules, { recipe: 'new-collection', trigger: '', name: 'Neue Kollektion' })
    await newCollection('Ringe aus alter Zeit', 'Ringe')
    expect(mailsTo(anna.email)).toEqual([])
  }, 60_000)

  it('writes to Anna by itself, once, when a collection of rings appears, with a code that only she can use', async () => {
    collections = await switchedOn('new-collection')
    await newCollection('Sternenstaub', 'Ringe')
    const [mail, ...more] = mailsTo(anna.email)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Neu für Sie: Sternenstaub')
    expect(mail?.text).toContain('10\u00a0% auf Sternenstaub')
    const { code, status } = await db.recipient.findFirstOrThrow({ where: { customerId: anna.id } })
    expect(status).toBe('sent')
    expect(mail?.text).toContain(code)
    const admitted = first<{ context: string }>(
      state,
      'select d.context from discounts d join discount_codes c on c.discount_id = d.id where c.code = ?',
      code ?? '',
    )
    expect(JSON.parse(admitted?.context ?? '{}')).toEqual({ customers: [String(anna.id)] })
  }, 60_000)

  it('shows her path: one mail that was sent, then the end', async () => {
    const runs = await db.automationRun.findMany({ where: { customerId: anna.id, automationId: collections } })
    expect(runs).toMatchObject([{ status: 'ended', reason: 'finished' }])
    const steps = await db.automationStepLog.findMany({ where: { runId: runs[0]?.id ?? '' } })
    expect(steps).toMatchObject([{ step: 'mail', outcome: 'sent' }])
  })

  it('does not write again for another collection of the same day', async () => {
    await newCollection('Mondlicht', 'Ringe')
    expect(mailsTo(anna.email)).toHaveLength(1)
  }, 60_000)

  it('never takes a collection that the app itself keeps for news', async () => {
    await db.automationEntrant.deleteMany({})
    await newCollection('Ringe', 'Ringe', 'stammkunde-ringe-0a1b2c')
    const [kept] = await db.collection.findMany({ where: { handle: 'stammkunde-ringe-0a1b2c' } })
    expect(kept).toBeDefined()
    expect(await db.automationRun.count({ where: { occasion: `collection-${String(kept?.id)}` } })).toBe(0)
    expect(mailsTo(anna.email)).toHaveLength(1)
  })

  it('writes to nobody who has withdrawn permission while their code was being made', async () => {
    await db.automationEntrant.deleteMany({})
    await db.campaign.updateMany({ data: { releasedAt: new Date('2026-01-01T00:00:00Z') } })
    const before = mailsTo(berta.email).length
    const withdrawn = { customerId: berta.id, channel: 'email', state: 'unsubscribed', source: 'shopify' } as const
    const watching = until(async () => {
      const waiting = await db.recipient.count({ where: { customerId: berta.id, status: { in: ['frozen', 'coded'] } } })
      return waiting > 0
    }).then(() => recordConsent(db, jules, [{ ...withdrawn, occurredAt: new Date() }]))
    await newCollection('Abendrot', 'Ringe')
    await watching
    expect(mailsTo(berta.email)).toHaveLength(before)
    const steps = await db.automationStepLog.findMany({
      where: { customerId: berta.id },
      orderBy: { claimedAt: 'desc' },
    })
    expect(steps[0]).toMatchObject({ outcome: 'skipped', detail: 'no-consent' })
  }, 60_000)
})
