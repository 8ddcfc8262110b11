import type { ShopId } from '../../kernel/index.ts'
import { copyRows, Prisma, type Transaction } from '../../platform/index.server.ts'
import type { PredictionRow } from './prediction-row.ts'

const types: Record<keyof PredictionRow, string> = {
  customer_id: 'bigint',
  within_30: 'real',
  within_90: 'real',
  within_365: 'real',
  churn_probability: 'real',
  expected_orders: 'real',
  average_order_minor: 'bigint',
  predicted_clv_minor: 'bigint',
  clv_low_minor: 'bigint',
  clv_high_minor: 'bigint',
  next_order_from: 'date',
  next_order_date: 'date',
  next_order_to: 'date',
}
const names = Object.keys(types) as (keyof PredictionRow)[]
const definition = names.map((name) => `${name} ${types[name]}`).join(', ')
const listed = (prefix: string) => Prisma.raw(names.map((name) => `${prefix}${name}`).join(', '))

/** Writes a few customers' predictions. */
export async function writeFew(tx: Transaction, shopId: ShopId, rows: PredictionRow[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const source = Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (${Prisma.raw(definition)})`
  await write(tx, { shopId, source, now })
}

/**
 * Writes the predictions of all customers with ids above `after`, up to `last`, set-based; who is not among the rows
 * loses hers. What was computed after `now` is newer and stays.
 */
export async function writePortion(
  tx: Transaction,
  { shopId, rows, after, last, now }: { shopId: ShopId; rows: PredictionRow[]; after: bigint; last: bigint; now: Date },
): Promise<void> {
  await tx.$executeRaw`create temp table told (${Prisma.raw(definition)}) on commit drop`
  const columns = names.map((name) => ({ name, of: (row: PredictionRow) => row[name] }))
  await copyRows(tx, 'told', columns, rows)
  await write(tx, { shopId, source: Prisma.sql`told`, now })
  await tx.$executeRaw`
    delete from prediction p where shop_id = ${shopId} and customer_id > ${after} and customer_id <= ${last}
      and computed_at <= ${now} and not exists (select from told where told.customer_id = p.customer_id)`
}

type Writing = { shopId: ShopId; source: Prisma.Sql; now: Date }

async function write(tx: Transaction, { shopId, source, now }: Writing): Promise<void> {
  const changes = names.slice(1).map((name) => `${name} = excluded.${name}`)
  await tx.$executeRaw`
    insert into prediction as known (shop_id, ${listed('')}, computed_at)
    select ${shopId}, ${listed('told.')}, ${now}
      from ${source}
      join customer c on c.shop_id = ${shopId} and c.id = told.customer_id and c.deleted_at is null
     order by told.customer_id
    on conflict (shop_id, customer_id) do update set ${Prisma.raw(changes.join(', '))}, computed_at = excluded.computed_at
     where known.computed_at <= excluded.computed_at
       and (${listed('known.')}) is distinct from (${listed('excluded.')})`
}
