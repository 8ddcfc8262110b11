import type { Shop } from '../kernel/index.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'
import { hashOf } from './digest.server.ts'
import { recordset } from './recordset.ts'

/** A row, its fields named as the table's columns are, in camel case. */
type Columns = Record<string, unknown>

/** A table of the ledger whose row has a version: which columns are its key, and which decide between two tellings. */
type Table = { name: string; key: string[]; version: string[]; deletable: boolean }

const TIMES = ['updated_at', 'told_at', 'digest']

export const tables = {
  fulfillment: { name: 'fulfillment', key: ['id'], version: TIMES, deletable: false },
  fulfillmentEvent: { name: 'fulfillment_event', key: ['id'], version: TIMES, deletable: true },
  orderReturn: { name: 'order_return', key: ['id'], version: ['stage', 'told_at', 'digest'], deletable: false },
  checkout: { name: 'checkout', key: ['token'], version: TIMES, deletable: false },
  inventoryLevel: {
    name: 'inventory_level',
    key: ['inventory_item_id', 'location_id'],
    version: TIMES,
    deletable: false,
  },
  discount: { name: 'discount', key: ['id'], version: TIMES, deletable: true },
  redeemCode: { name: 'redeem_code', key: ['id'], version: TIMES, deletable: true },
  nativeSegment: { name: 'native_segment', key: ['id'], version: TIMES, deletable: true },
  purchaseTotal: { name: 'purchase_total', key: ['customer_id'], version: TIMES, deletable: false },
} satisfies Record<string, Table>

/**
 * Writes a whole row, unless the table has a version of it that is as new, or its tombstone. The record's fields are
 * the table's columns.
 * @param told what Shopify said, where we conclude some columns: only that decides between two of one moment
 * @returns how many rows changed: 1 or 0
 */
export async function writeNewest(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  table: Table,
  record: Columns & { toldAt: Date },
  told: Columns = record,
): Promise<number> {
  const { toldAt: _, ...content } = told
  const rows = recordset([{ ...record, digest: hashOf(content), shopId: shop.id }])
  const { name, set, alive, newer } = partsOf(table, rows)
  return tx.$executeRaw`
    insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${rows}::jsonb)
    on conflict (${names(['shop_id', ...table.key])}) do update set ${set} where ${alive} and ${newer}`
}

/**
 * Leaves a marked row that no telling can revive, the same whatever was there before.
 * @param blank what the row holds from now on, its key included
 * @returns how many rows changed: 1 or 0
 */
export async function writeTombstone(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  table: Table,
  blank: Columns & { deletedAt: Date },
): Promise<number> {
  const never = new Date(0)
  const rows = recordset([{ updatedAt: never, toldAt: never, ...blank, digest: '', shopId: shop.id }])
  const { name, set } = partsOf(table, rows)
  return tx.$executeRaw`
    insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${rows}::jsonb)
    on conflict (${names(['shop_id', ...table.key])}) do update set ${set}
     where ${name}.deleted_at is null or ${name}.deleted_at > excluded.deleted_at`
}

function partsOf(table: Table, rows: string) {
  const [row] = JSON.parse(rows) as [object]
  const columns = Object.keys(row).filter((column) => column !== 'shop_id' && !table.key.includes(column))
  const name = Prisma.raw(table.name)
  const both = (side: string) => Prisma.raw(table.version.map((column) => `${side}.${column}`).join(', '))
  return {
    name,
    set: Prisma.raw(columns.map((column) => `${column} = excluded.${column}`).join(', ')),
    alive: Prisma.raw(table.deletable ? `${table.name}.deleted_at is null` : 'true'),
    newer: Prisma.sql`(${both(table.name)}) < (${both('excluded')})`,
  }
}

function names(columns: string[]): Prisma.Sql {
  return Prisma.raw(columns.join(', '))
}
