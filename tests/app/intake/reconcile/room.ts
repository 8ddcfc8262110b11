import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { FactOf, Shop } from '../../../../app/kernel/index.ts'
import { shopFetch, type AdminApi, type Database } from '../../../../app/platform/index.server.ts'
import { all } from '../../../../dev-shop/state/query.ts'
import type { ShopState } from '../../../../dev-shop/state/open.ts'
import { liveShop } from '../live-shop.ts'
import { intakeOn, workOff } from '../support.ts'

/** So far ahead of the shop that everything has had its time to arrive. */
export const AHEAD_MS = 5 * 60_000

type Scope = FactOf<'reconciliation-due'>['scope']

/** A small shop with its history imported, and a room that compares it; `asked` names every question to the shop. */
export async function importedShop(db: Database) {
  const live = await liveShop(db, { stock: 'handelblitz', customers: 24, orders: 60 })
  const { running, admin } = live
  // A bucket as of the largest shops, or the tests would mostly wait for it.
  running.shop.bucket.restorePerSecond = 2000
  const asked: string[] = []
  const clock = { ahead: AHEAD_MS }
  const listening: AdminApi = {
    run: (operation, ...given) => {
      asked.push(/(?:query|mutation) (\w+)/.exec(operation)?.[1] ?? operation)
      return admin.run(operation, ...given)
    },
  }
  const intake = intakeOn(db, {
    adminFor: () => Promise.resolve(listening),
    fetchShop: shopFetch(running.origin),
    webhookUrl: `${running.shop.app.url}/webhooks`,
    now: () => new Date(Date.now() + clock.ahead),
  })
  const shop = await live.intake.install(running.shop.domain, admin)
  await importAll(db, live.intake)
  return {
    ...live,
    ...intake,
    shop,
    state: running.shop.state,
    asked,
    clock,
    /** Lets every webhook arrive and works off what follows. */
    async settle() {
      await live.post('/dev/webhooks/flush', {})
      await workOff(db, {
        'delivery-received': live.intake.applyDelivery,
        'collection-changed': live.intake.listCollection,
        'product-changed': live.intake.followProduct,
      })
    },
    compare: (scope: Scope) => intake.reconcile({ kind: 'reconciliation-due', shopId: shop.id, scope }),
    repairs: () =>
      db.repair.findMany({
        where: { shopId: shop.id },
        select: { subject: true, subjectId: true, difference: true },
        orderBy: [{ subject: 'asc' }, { subjectId: 'asc' }],
      }),
    graphql: <Data>(operation: string, variables: Record<string, unknown> = {}) =>
      admin.run<Data>(operation, variables),
    async buy(customer: { id: string } | null, variantId: string) {
      const buyer = customer === null ? { guest: { email: 'gerda@example.de' } } : { customerId: customer.id }
      return placed.parse(await live.post('/dev/orders', { ...buyer, lines: [{ variantId, quantity: 1 }] }))
    },
    rows: <Row>(sql: string, ...given: string[]) => all<Row>(running.shop.state, sql, ...given),
  }
}

const placed = z.object({ outcome: z.literal('placed'), orderId: z.string() })

type Intake = ReturnType<typeof intakeOn>

export async function importAll(db: Database, intake: Intake): Promise<void> {
  for (;;) {
    const worked = await workOff(db, {
      'shop-installed': intake.startImport,
      'import-continues': intake.continueImport,
    })
    if (worked.includes('history-imported')) return
    await pause(50)
  }
}

/** What the ledger holds of a shop, in a form that shopTruth has as well. */
export async function ledgerTruth(db: Database, { id: shopId }: Pick<Shop, 'id'>) {
  const where = { shopId }
  const living = { shopId, deletedAt: null }
  const orders = await db.order.findMany({ where: living, orderBy: { id: 'asc' } })
  const customers = await db.customer.findMany({ where: { ...living, id: { gt: 0 } }, orderBy: { id: 'asc' } })
  const lines = await db.orderLine.findMany({ where, orderBy: { id: 'asc' } })
  const refunds = await db.refund.findMany({ where, orderBy: { id: 'asc' } })
  const products = await db.product.findMany({ where: living, orderBy: { id: 'asc' } })
  const variants = await db.variant.findMany({ where, orderBy: { id: 'asc' } })
  const collections = await db.collection.findMany({ where: living, orderBy: { id: 'asc' } })
  const members = await db.collectionProduct.count({ where })
  const completed = await db.completedCheckout.findMany({ where, orderBy: { orderId: 'asc' } })
  const consents = await db.$queryRaw<{ id: bigint; state: string }[]>`
    select distinct on (customer_id) customer_id as id, state from consent_event
     where shop_id = ${shopId} and channel = 'email' order by customer_id, occurred_at desc`
  return {
    orders: orders.map((o) => [o.id, o.totalMinor, o.financialStatus, o.updatedAt.toISOString().slice(0, 19)].join()),
    completed: completed.map(({ token, orderId }) => [token, orderId].join()),
    lines: lines.map((line) => [line.orderId, line.id, line.quantity].join()),
    refunds: refunds.map((refund) => [refund.orderId, refund.id, refund.totalMinor].join()),
    customers: customers.map((c) => [c.id, c.email, c.firstName, c.lastName, c.note, [...c.tags].sort()].join()),
    products: products.map((p) => [p.id, p.title, p.productType, [...p.tags].sort()].join()),
    variants: variants.map((variant) => [variant.productId, variant.id].join()),
    collections: collections.map((one) => [one.id, one.title].join()),
    members,
    consents: consents.map((one) => [one.id, one.state].join()),
  }
}

type Tagged = { head: string; tags: string }

/** What the dev shop itself holds. */
export function shopTruth(state: ShopState): Awaited<ReturnType<typeof ledgerTruth>> {
  const column = (sql: string) => all<{ row: string }>(state, sql).map(({ row }) => row)
  const tagged = (sql: string) =>
    all<Tagged>(state, sql).map(({ head, tags }) => `${head},${(JSON.parse(tags) as string[]).sort().join()}`)
  return {
    orders: column(
      `select concat_ws(',', id, total, lower(financial_status), substr(updated_at, 1, 19)) as row from orders order by id`,
    ),
    completed: column(
      `select concat_ws(',', checkout_token, id) as row from orders where checkout_token is not null order by id`,
    ),
    lines: column(`select concat_ws(',', order_id, id, quantity) as row from order_lines order by id`),
    refunds: column(`select concat_ws(',', order_id, id, total) as row from refunds order by id`),
    customers: tagged(
      `select id || ',' || lower(coalesce(email, '')) || ',' || coalesce(first_name, '') || ',' || coalesce(last_name, '')
           || ',' || coalesce(note, '') as head, tags from customers order by id`,
    ),
    products: tagged(`select id || ',' || title || ',' || product_type as head, tags from products order by id`),
    variants: column(`select concat_ws(',', product_id, id) as row from variants order by id`),
    collections: column(`select concat_ws(',', id, title) as row from collections order by id`),
    members: all(state, `select 1 from collection_products`).length,
    consents: column(`select concat_ws(',', id, lower(email_marketing_state)) as row from customers
      where email_consent_at is not null order by id`),
  }
}
