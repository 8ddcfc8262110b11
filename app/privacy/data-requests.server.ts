import { randomUUID } from 'node:crypto'
import type { Person } from '../intake/index.ts'
import { toId, type CustomerId, type Shop } from '../kernel/index.ts'
import { parseShopifyJson } from '../ledger/index.ts'
import type { Database, Transaction } from '../platform/index.server.ts'
import { noteAct } from './audit.server.ts'
import { collect } from './collect.server.ts'
import { dueAt, type DataRequestRow } from './data-request.ts'
import { reportOf, type Report } from './report.ts'

/** Collects everything about a person; the same request told again changes nothing. */
export async function openDataRequest(
  tx: Transaction,
  shop: Shop,
  { person, shopifyId }: { person: Person; shopifyId: string },
  askedAt: Date,
  now: Date,
): Promise<void> {
  const { text, rows } = await collect(tx, shop, person, now)
  const stored = await tx.$executeRaw`
    insert into data_request (shop_id, id, customer_id, shopify_id, asked_at, collected_at, export)
    values (${shop.id}, ${randomUUID()}::uuid, ${person.id}, ${shopifyId}, ${askedAt}, ${now}, ${text}::jsonb)
    on conflict (shop_id, shopify_id) do nothing`
  if (stored > 0) await noteAct(tx, shop, { act: 'data-collected', rows, askedAt, doneAt: now })
}

/** The newest requests of a shop, open ones first. */
export async function listDataRequests(db: Database, shop: Pick<Shop, 'id'>, limit = 100): Promise<DataRequestRow[]> {
  const rows = await db.$queryRaw<
    { id: string; customerId: bigint; name: string | null; askedAt: Date; handedOverAt: Date | null }[]
  >`
    select r.id, r.customer_id as "customerId", r.asked_at as "askedAt", r.handed_over_at as "handedOverAt",
           coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
      from data_request r left join customer c on c.shop_id = r.shop_id and c.id = r.customer_id
     where r.shop_id = ${shop.id} order by r.handed_over_at is not null, r.asked_at desc, r.id limit ${limit}`
  return rows.map(({ id, customerId, name, askedAt, handedOverAt }) => ({
    id,
    name: name ?? String(toId<CustomerId>(customerId)),
    askedAt: askedAt.toISOString(),
    dueAt: dueAt(askedAt).toISOString(),
    handedOverAt: handedOverAt?.toISOString() ?? null,
  }))
}

/** How many requests nobody has handed over yet. */
export function countOpen(db: Database, shop: Pick<Shop, 'id'>): Promise<number> {
  return db.dataRequest.count({ where: { shopId: shop.id, handedOverAt: null } })
}

/** The export as JSON text, exactly as PostgreSQL holds it; null for a request that this shop does not have. */
export async function exportText(db: Database, shop: Pick<Shop, 'id'>, id: string): Promise<string | null> {
  if (!UUID.test(id)) return null
  const [row] = await db.$queryRaw<{ text: string }[]>`
    select jsonb_pretty(export) as text from data_request where shop_id = ${shop.id} and id = ${id}::uuid`
  return row?.text ?? null
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The export as a page to read; null for a request that this shop does not have. */
export async function readReport(db: Database, shop: Pick<Shop, 'id'>, id: string): Promise<Report | null> {
  const text = await exportText(db, shop, id)
  return text === null ? null : reportOf(parseShopifyJson(text))
}

/** Notes that the person has their answer. @returns false for a request that is unknown or was handed over before */
export async function handOver(db: Database, shop: Pick<Shop, 'id'>, id: string, now: Date): Promise<boolean> {
  if (!UUID.test(id)) return false
  return db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ askedAt: Date }[]>`
      update data_request set handed_over_at = ${now}
       where shop_id = ${shop.id} and id = ${id}::uuid and handed_over_at is null returning asked_at as "askedAt"`
    if (row === undefined) return false
    await noteAct(tx, shop, { act: 'data-handed-over', rows: 1, askedAt: row.askedAt, doneAt: now })
    return true
  })
}
