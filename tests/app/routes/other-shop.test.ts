import { globSync } from 'node:fs'
import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import { recipeOf } from '../../../app/automations/recipes.ts'
import { defaultMessages } from '../../../app/campaigns/index.ts'
import type { Shop } from '../../../app/kernel/index.ts'
import { Prisma, type Database } from '../../../app/platform/index.server.ts'
import { startDevShop, type RunningShop } from '../../../dev-shop/start.ts'
import { testDatabase } from '../../support/database.ts'
import { launch } from '../../support/launch.ts'
import { givenShop } from '../../support/shops.ts'

type Handler = (given: { request: Request; params: Record<string, string>; context: object }) => Promise<unknown>
type Route = { loader?: Handler; action?: Handler }

const SECRET = 'a secret of this test'
const ID = '0b5a2f0e-6c1d-4e57-9a53-2f6a5d3c1b7e'
const OTHER_ID = '0b5a2f0e-6c1d-4e57-9a53-2f6a5d3c1b7f'
const CUSTOMER = 9_007_199_254_799_001n
const DELIVERY = 9_007_199_254_799_002n
let db: Database
let owner: Shop
let asking: RunningShop
let stored: string

/** The dev shop has installed the app and asks; another shop owns every row that it asks for. */
beforeAll(async () => {
  const { db: opened, url } = await testDatabase()
  db = opened
  asking = await startDevShop({
    ...{ stock: 'empty', dataPath: ':memory:', port: 0, smtpPort: 0, appToml: 'shopify.app.toml' },
    ...{ appUrl: 'http://127.0.0.1:9', apiSecret: SECRET, retryScale: 0.001 },
  })
  Object.assign(process.env, {
    DATABASE_URL: url,
    DEV_SHOP_URL: asking.origin,
    SHOPIFY_API_KEY: asking.shop.app.apiKey,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: 'http://127.0.0.1:9',
    SCOPES: asking.shop.app.config.scopes.join(','),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Stammkunde <crm@handelblitz.example>',
    LOG_LEVEL: 'silent',
  })
  const { pipeline } = await import('../../../app/pipeline.server.ts')
  await pipeline.merchant(launch(asking.shop))
  owner = await givenShop(db, 'owner.myshopify.com')
  await givenRows()
  stored = await rowsOfOwner()
  afterAll(async () => {
    await asking.close()
    await pipeline.db.$disconnect()
  })
})

const ids: Record<string, string> = {
  'app.automations.$id.tsx': ID,
  'app.campaigns.$id.tsx': ID,
  'app.customers.$id.tsx': String(CUSTOMER),
  'app.customers.$id_.timeline.ts': String(CUSTOMER),
  'app.privacy.$id.tsx': ID,
  'app.privacy.$id[.json].ts': ID,
  'app.requests.$id.tsx': ID,
  'app.segments.$id.tsx': ID,
  'app.segments.$id_.changes.ts': ID,
  'app.segments.$id[.csv].ts': ID,
  'app.sync.$id.tsx': String(DELIVERY),
}

const preferences = 'app.customers.$id_.preferences.ts'
const onlyActing: Record<string, string> = { [preferences]: String(CUSTOMER) }

const customer = 'app.customers.$id.tsx'
const campaign = 'app.campaigns.$id.tsx'
const requests = 'app.requests.$id.tsx'
const segment = 'app.segments.$id.tsx'
const automationForms: (Record<string, string> & { intent: string })[] = [
  { intent: 'reach' },
  { intent: 'switch', on: 'no' },
  { intent: 'save', version: '1', name: 'x' },
]
const acts: { act: string; file: string; form: Record<string, string>; answers: number }[] = [
  ...['save', 'release', 'retry', 'delete', 'check', 'hold', 'resume', 'preview'].map((intent) => ({
    ...{ act: `${intent} a campaign`, file: campaign, answers: 404 },
    form: { intent, draft: JSON.stringify(draft()) },
  })),
  ...automationForms.map((form) => ({
    ...{ act: `${form.intent} an automation`, file: 'app.automations.$id.tsx', answers: 404 },
    form: { ...form, definition: JSON.stringify(recipeOf('welcome')) },
  })),
  // A segment or an answer that is gone is an outcome which the page explains.
  {
    ...{ act: 'save a segment', file: segment, answers: 200 },
    form: { name: 'Fremd', query: 'number_of_orders >= 2' },
  },
  { act: 'hand a segment over to Shopify', file: segment, form: { intent: 'push' }, answers: 200 },
  { act: 'take a segment back from Shopify', file: segment, form: { intent: 'withdraw' }, answers: 200 },
  { act: 'delete a segment', file: segment, form: { intent: 'delete' }, answers: 302 },
  { act: 'answer a question', file: requests, form: { body: 'Ja.', id: ID }, answers: 404 },
  { act: 'send an answer again', file: requests, form: { intent: 'try-again', messageId: ID }, answers: 200 },
  { act: 'put a delivery away', file: 'app.sync.$id.tsx', form: { intent: 'dismiss' }, answers: 404 },
  { act: 'try a delivery again', file: 'app.sync.$id.tsx', form: { intent: 'retry' }, answers: 404 },
  {
    act: 'read a delivery',
    file: 'app.sync.$id.tsx',
    form: { intent: 'read', reveal: 'yes', from: '0' },
    answers: 404,
  },
  ...['edit-note', 'pin-note', 'delete-note', 'restore-note', 'do-task', 'undo-task', 'delete-task'].map((intent) => ({
    ...{ act: `${intent} of a customer`, file: customer, answers: 404 },
    form: { intent, id: ID, body: 'Fremd', pinned: 'yes' },
  })),
  {
    ...{ act: 'write a note about a customer', file: customer, answers: 404 },
    form: { intent: 'write-note', id: OTHER_ID, body: 'Fremd' },
  },
  {
    ...{ act: 'add a task for a customer', file: customer, answers: 404 },
    form: { intent: 'add-task', id: OTHER_ID, title: 'Fremd', dueDay: '', assignee: '' },
  },
  {
    ...{ act: 'say what a customer likes', file: preferences, answers: 404 },
    form: { intent: 'say', kind: 'material', value: 'Silber', stance: 'likes' },
  },
  { act: 'take back what a customer likes', file: preferences, form: { intent: 'take-back', id: ID }, answers: 404 },
  { act: 'note a hand-over', file: 'app.privacy._index.tsx', form: { id: ID }, answers: 200 },
]

describe('what belongs to another shop', () => {
  test('is asked for by every page of the app that takes an id', () => {
    const taking = globSync('app/routes/app.*$id*').map((path) => path.split('/').at(-1) ?? '')
    expect(taking.sort()).toEqual(Object.keys({ ...ids, ...onlyActing }).sort())
  })

  test.each(Object.entries(ids))('is not found by %s', async (file, id) => {
    const { loader } = await routeIn(file)
    expect(await statusOf(loader, request(), id)).toBe(404)
  })

  test.each(Object.entries(ids))('is there for its owner, or %s would prove nothing', async (file, id) => {
    const { loader } = await routeIn(file)
    const [own] = await db.shop.findMany({ where: { domain: asking.shop.domain } })
    await moveRows(owner.id, own?.id ?? 0)
    expect(await statusOf(loader, request(), id)).toBe(200)
    await moveRows(own?.id ?? 0, owner.id)
  })

  test.each(acts)('is not changed by who would $act', async ({ file, form, answers }) => {
    const { action } = await routeIn(file)
    expect(await statusOf(action, request(form), ids[file] ?? onlyActing[file] ?? '')).toBe(answers)
    expect(await rowsOfOwner()).toBe(stored)
  })
})

async function routeIn(file: string): Promise<Route> {
  return (await import(`../../../app/routes/${file}`)) as Route
}

async function statusOf(handler: Handler | undefined, given: Request, id: string): Promise<number> {
  if (handler === undefined) throw new Error('the route has no such handler')
  try {
    const answer = await handler({ request: given, params: { id }, context: {} })
    return answer instanceof Response ? answer.status : 200
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status
    throw thrown
  }
}

/** A request of the asking shop's merchant, with a session token of this moment. */
function request(form?: Record<string, string>): Request {
  const { url, headers } = launch(asking.shop)
  const token = new URL(url).searchParams.get('id_token') ?? ''
  const signed = { 'user-agent': headers.get('user-agent') ?? '', authorization: `Bearer ${token}` }
  if (form === undefined) return new Request(url, { headers: signed })
  return new Request(url, { method: 'POST', headers: signed, body: new URLSearchParams(form) })
}

function draft() {
  return {
    ...{ name: 'Fremd', segmentIds: [ID], validDays: 30, messages: defaultMessages },
    value: { kind: 'percentage', percent: 20 },
    target: { kind: 'product_type', value: 'Ringe', title: 'Ringe' },
  }
}

async function givenRows(): Promise<void> {
  const at = new Date('2026-11-20T10:00:00Z')
  const shopId = owner.id
  const person = { email: 'anna@example.com', firstName: 'Anna', createdAt: at, updatedAt: at }
  await db.customer.create({ data: { shopId, id: CUSTOMER, ...person } })
  const about = { shopId, id: ID, customerId: CUSTOMER, author: '1', createdAt: at }
  await db.customerNote.create({ data: { ...about, body: 'Mag Silber' } })
  await db.customerTask.create({ data: { ...about, title: 'Anrufen' } })
  await db.segment.create({
    data: { shopId, id: ID, name: 'Alle Käufer', query: 'number_of_orders >= 1', updatedAt: at },
  })
  const offer = { valueKind: 'percentage', percentage: 20, targetKind: 'product_type', targetValue: 'Ringe' }
  const campaign = { name: 'Ringe', targetTitle: 'Ringe', messages: defaultMessages, segmentIds: [ID], ...offer }
  await db.campaign.create({ data: { shopId, id: ID, ...campaign, updatedAt: at } })
  const times = { createdAt: at, updatedAt: at }
  await db.automation.create({ data: { shopId, id: ID, name: 'Willkommen', version: 1, liveSince: at, ...times } })
  const definition = recipeOf('welcome')
  await db.automationVersion.create({ data: { shopId, automationId: ID, version: 1, definition, createdAt: at } })
  const asked = {
    customerId: CUSTOMER,
    email: 'anna@example.com',
    locale: 'de',
    channel: 'storefront',
    subject: 'Frage',
  }
  await db.serviceRequest.create({ data: { shopId, id: ID, ...asked, createdAt: at } })
  const mail = { direction: 'sent', author: 'Owner', body: 'Ja.', claimedAt: at, problem: '550 no such user' }
  await db.message.create({ data: { shopId, requestId: ID, id: ID, ...mail, createdAt: at } })
  const hook = { topic: 'orders/create', eventId: 'e', webhookId: 'w', apiVersion: '2026-10', triggeredAt: at }
  const failed = { body: '{}', outcome: 'failed', reason: 'no id', settledAt: at }
  await db.delivery.create({ data: { shopId, id: DELIVERY, ...hook, ...failed } })
  const { name, domain, timeZone, currency } = owner
  const exported = { shop: { name, domain, timeZone, currency }, collectedAt: at.toISOString(), data: {} }
  const wish = { customerId: CUSTOMER, shopifyId: '1', askedAt: at, collectedAt: at, export: exported }
  await db.dataRequest.create({ data: { shopId, id: ID, ...wish } })
}

const tables = [
  'customer',
  'customer_note',
  'customer_task',
  'segment',
  'campaign',
  'automation',
  'automation_version',
  'service_request',
  'message',
  'delivery',
  'data_request',
]

async function moveRows(from: number, to: number): Promise<void> {
  for (const table of tables)
    await db.$executeRaw(Prisma.sql`update ${Prisma.raw(table)} set shop_id = ${to} where shop_id = ${from}`)
}

/** Everything of the owner, in every table there is, and what is waiting to be done. */
async function rowsOfOwner(): Promise<string> {
  const found = await db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.columns
     where table_schema = current_schema() and column_name = 'shop_id' order by 1`
  const parts: string[] = []
  for (const { name } of found) {
    const [row] = await db.$queryRaw<{ text: string }[]>(Prisma.sql`
      select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')::text as text
        from ${Prisma.raw(`"${name}"`)} t where shop_id = ${owner.id}`)
    parts.push(`${name} ${row?.text ?? ''}`)
  }
  const jobs = await db.$queryRaw<{ text: string }[]>`
    select payload::text as text from graphile_worker._private_jobs where (payload ->> 'shopId')::int = ${owner.id}`
  return [...parts, ...jobs.map(({ text }) => text)].join('\n')
}
