import type { Person } from '../intake/index.ts'
import type { Shop } from '../kernel/index.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'
import { namesOf } from './person.server.ts'
import { tablesWith } from './tables.server.ts'

export type Collected = { /** JSON */ text: string; rows: number }

/**
 * Everything that is held about a person: for each table the rows that name him by id or address, or that belong to
 * his orders or requests. PostgreSQL writes the JSON, because a JavaScript number would round Shopify's ids.
 */
export async function collect(tx: Transaction, shop: Shop, person: Person, at: Date): Promise<Collected> {
  const { isOneOf, hasAddress, hasPhone, isTheirOrder, requests, inDeliveries } = await namesOf(tx, shop, person)
  const conditions = new Map<string, Prisma.Sql[]>()
  const add = async (column: string, condition: Prisma.Sql, except: string[] = []): Promise<void> => {
    for (const { name } of await tablesWith(tx, column))
      if (!except.includes(name)) conditions.set(name, [...(conditions.get(name) ?? []), condition])
  }
  await add('customer_id', Prisma.sql`customer_id = ${isOneOf}`, ['data_request'])
  await add('buyer_id', Prisma.sql`buyer_id = ${isOneOf}`)
  await add('email', Prisma.sql`email = ${hasAddress}`, ['shop', 'Session'])
  await add('order_id', Prisma.sql`order_id = ${isTheirOrder}`)
  await add('phone', Prisma.sql`phone = ${hasPhone}`)
  await add('request_id', Prisma.sql`request_id in (${requests})`)
  conditions.set('shop_order', [Prisma.sql`id = ${isTheirOrder}`])
  conditions.set('customer', [Prisma.sql`id = ${isOneOf}`, ...(conditions.get('customer') ?? [])])
  const tables = [...conditions].sort(([one], [other]) => (one < other ? -1 : 1))
  const parts: Part[] = []
  for (const [name, any] of tables) parts.push(await rowsOf(tx, shop, name, any))
  parts.push(await deliveriesOf(tx, shop, inDeliveries))
  const head = { shop: { name: shop.name, domain: shop.domain, timeZone: shop.timeZone, currency: shop.currency } }
  const data = parts.filter(({ rows }) => rows > 0).map(({ name, text }) => `${JSON.stringify(name)}:${text}`)
  return {
    text: `${JSON.stringify({ ...head, collectedAt: at.toISOString() }).slice(0, -1)},"data":{${data.join(',')}}}`,
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
  }
}

type Part = Collected & { name: string }

async function rowsOf(tx: Transaction, shop: Shop, name: string, any: Prisma.Sql[]): Promise<Part> {
  const [found] = await tx.$queryRaw<Collected[]>`
    select coalesce(jsonb_agg(to_jsonb(t) - 'shop_id' - 'search_text' - 'address'), '[]')::text as text, count(*)::int as rows
      from ${Prisma.raw(`"${name}"`)} t where shop_id = ${shop.id} and (${Prisma.join(any, ' or ')})`
  return { name, ...(found ?? { text: '[]', rows: 0 }) }
}

/** Webhooks that name the person: their bodies repeat what the tables hold, so only that they came is told. */
async function deliveriesOf(tx: Transaction, shop: Shop, named: Prisma.Sql): Promise<Part> {
  const [found] = await tx.$queryRaw<Collected[]>`
    select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'received_at', received_at)), '[]')::text as text,
           count(*)::int as rows
      from delivery where shop_id = ${shop.id} and id in (${named})`
  return { name: 'delivery', ...(found ?? { text: '[]', rows: 0 }) }
}
