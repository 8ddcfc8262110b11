import { hash } from 'node:crypto'
import { parseId, type CustomerId, type ShopId } from '../kernel/index.ts'
import { copyRows, eachRow, Prisma, type Transaction } from '../platform/index.server.ts'
import { only, type Few, type IdRange } from './history.server.ts'
import type { CustomerPreferences } from './strongest.ts'

/** Writes what differs of a portion: most customers are tonight as they were last night, and their digest says so. */
export async function writePortion(
  tx: Transaction,
  portion: { shopId: ShopId; customerIds: IdRange },
  folded: CustomerPreferences[],
): Promise<void> {
  const known = new Map<string, string>()
  const ofPortion = Prisma.sql`p.shop_id = ${portion.shopId} ${only(portion, Prisma.sql`p.customer_id`)}`
  await eachRow(tx, Prisma.sql`select p.customer_id, p.digest from preference p where ${ofPortion}`, (row) =>
    known.set(row.text(0), row.text(1)),
  )
  const changed: Digested[] = []
  for (const one of folded) {
    const digest = digestOf(one)
    if (known.get(one.customerId) !== digest) changed.push({ ...one, digest })
  }
  await remove(tx, portion.shopId, known, folded, changed)
  await copyRows(tx, 'preference', columnsOf(portion.shopId), changed)
}

/** Writes the preferences of a few customers; who has none any more loses the row. */
export async function writeFewPreferences(tx: Transaction, few: Few, folded: CustomerPreferences[]): Promise<void> {
  const ids = folded.map(({ customerId }) => customerId)
  await tx.$executeRaw`
    with gone as (
      delete from preference where shop_id = ${few.shopId}
        and customer_id = any(${few.customerIds}::bigint[]) and not customer_id = any(${ids}::text[]::bigint[])
    )
    insert into preference as p (shop_id, customer_id, evidence, tokens, digest)
    select ${few.shopId}, f.id::bigint, f.evidence::json, array(select jsonb_array_elements_text(f.tokens::jsonb)), f.digest::bigint
      from unnest(${ids}::text[], ${folded.map(({ evidence }) => new TextDecoder().decode(evidence))}::text[],
        ${folded.map(({ tokens }) => JSON.stringify(tokens))}::text[], ${folded.map(digestOf)}::text[])
        f (id, evidence, tokens, digest)
    on conflict (shop_id, customer_id) do update
      set evidence = excluded.evidence, tokens = excluded.tokens, digest = excluded.digest
      where p.digest <> excluded.digest`
}

type Digested = CustomerPreferences & { digest: string }

async function remove(
  tx: Transaction,
  shopId: ShopId,
  known: Map<string, string>,
  folded: CustomerPreferences[],
  changed: Digested[],
): Promise<void> {
  if (known.size === 0) return
  const outdated = changed.filter(({ customerId }) => known.has(customerId)).map(({ customerId }) => customerId)
  for (const { customerId } of folded) known.delete(customerId)
  const ids = [...outdated, ...known.keys()].map((id) => parseId<CustomerId>(id))
  if (ids.length > 0)
    await tx.$executeRaw`delete from preference where shop_id = ${shopId} and customer_id = any(${ids}::bigint[])`
}

const columnsOf = (shopId: ShopId) => [
  { name: 'shop_id', of: () => shopId },
  { name: 'customer_id', of: ({ customerId }: Digested) => customerId },
  { name: 'evidence', of: ({ evidence }: Digested) => evidence },
  { name: 'tokens', of: ({ tokens }: Digested) => tokens },
  { name: 'digest', of: ({ digest }: Digested) => digest },
]

function digestOf({ evidence, tokens }: CustomerPreferences): string {
  return String(hash('sha1', Buffer.concat([evidence, Buffer.from(tokens.join('\n'))]), 'buffer').readBigInt64BE())
}
