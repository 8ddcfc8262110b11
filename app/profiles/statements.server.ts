import { randomUUID } from 'node:crypto'
import type { CustomerId, FactOf, Shop, ShopId } from '../kernel/index.ts'
import { guestIdOf, survivorOf } from '../ledger/index.server.ts'
import { recordFact, type Database, type Queryable, type Transaction } from '../platform/index.server.ts'
import type { Statement } from './statement.ts'

/** What was said and is not taken back, the newest of each value. */
export type SaidRow = { id: string; kind: string; value: string; stance: string; author: string; saidAt: Date }

/** Writes down what somebody said about a customer's taste. It holds until it is taken back or somebody says otherwise. */
export async function say(
  db: Database,
  shop: Shop,
  customerId: CustomerId,
  statements: (Statement & { author: 'merchant' | 'customer'; authorId: string | null })[],
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const data = statements.map((said) => ({ shopId: shop.id, id: randomUUID(), customerId, saidAt: now, ...said }))
    await tx.preferenceStatement.createMany({ data })
    await tellChange(tx, shop, customerId)
  })
}

/** Takes a statement back; what was said before it holds again. @returns false where there is none to take back */
export async function takeBack(
  db: Database,
  shop: Shop,
  { customerId, id, by }: { customerId: CustomerId; id: string; by: string },
  now: Date,
): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false
  return db.$transaction(async (tx) => {
    const { count } = await tx.preferenceStatement.updateMany({
      where: { shopId: shop.id, customerId, id, undoneAt: null },
      data: { undoneAt: now, undoneBy: by },
    })
    if (count > 0) await tellChange(tx, shop, customerId)
    return count > 0
  })
}

/** What holds of what was said about a customer. */
export function statementsOf(db: Queryable, shop: Shop, customerId: CustomerId): Promise<SaidRow[]> {
  return db.$queryRaw<SaidRow[]>`
    select distinct on (kind, lower(value)) id::text, kind, value, stance, author, said_at as "saidAt"
      from preference_statement
     where shop_id = ${shop.id} and customer_id = ${customerId} and undone_at is null
     order by kind, lower(value), said_at desc, id desc`
}

/** Hands what was said about a merged customer, and what he looked at, to the one who took him over. */
export async function followMerge(db: Database, { shopId, customerId }: FactOf<'customers-merged'>): Promise<void> {
  const survivorId = await survivorOf(db, { id: shopId }, customerId)
  await handOver(db, shopId, customerId, survivorId)
}

/** Hands what was said about guests to the accounts that they have opened since, by their address. */
export function followPeople(
  db: Database,
  { shopId, customerIds }: Pick<FactOf<'customers-changed'>, 'shopId' | 'customerIds'>,
): Promise<void> {
  return followAmong(db, shopId, { in: customerIds })
}

/** The same for the whole shop, as after an import, which names nobody. */
export function followEverybody(db: Database, { shopId }: Pick<FactOf<'history-imported'>, 'shopId'>): Promise<void> {
  return followAmong(db, shopId, {})
}

async function followAmong(db: Database, shopId: ShopId, among: { in?: CustomerId[] }): Promise<void> {
  const ofGuests = { where: { shopId, customerId: { lt: 0 } }, by: 'customerId' as const }
  const said = await db.preferenceStatement.groupBy(ofGuests)
  const guests = new Set(said.map(({ customerId }) => customerId))
  if (guests.size === 0) return
  const accounts = await db.customer.findMany({
    where: { shopId, id: { ...among, gt: 0 }, deletedAt: null, email: { not: null } },
    select: { id: true, email: true },
    orderBy: { id: 'asc' },
  })
  for (const { id, email } of accounts) {
    const guest = guestIdOf(email ?? '')
    if (guests.delete(guest)) await handOver(db, shopId, guest, id)
  }
}

async function handOver(db: Database, shopId: number, from: bigint, to: bigint): Promise<void> {
  await db.preferenceStatement.updateMany({ where: { shopId, customerId: from }, data: { customerId: to } })
  await db.$executeRaw`
    insert into product_view (shop_id, customer_id, product_id, day, viewed_at)
    select shop_id, ${to}, product_id, day, viewed_at from product_view where shop_id = ${shopId} and customer_id = ${from}
    on conflict do nothing`
  await db.productView.deleteMany({ where: { shopId, customerId: from } })
}

async function tellChange(tx: Transaction, shop: Shop, customerId: CustomerId): Promise<void> {
  await recordFact(tx, {
    kind: 'customers-changed',
    shopId: shop.id,
    customerIds: [customerId],
    cause: { kind: 'preference' },
  })
}
