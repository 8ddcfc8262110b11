import type { FieldRow, ShopId } from '../kernel/index.ts'
import { eachRow, listRows, type Transaction } from '../platform/index.server.ts'
import { readCatalogueTags } from './catalogue-tags.server.ts'
import { CustomerFold, rowFields, type FoldedCustomer } from './fold-customers.ts'
import { measureHabits, readHabits } from './habits.server.ts'
import type { Few, IdRange } from './history.server.ts'
import { customerRowsSql } from './customer-rows.server.ts'
import { writeFewPreferences, writePortion } from './preference-writes.server.ts'
import { ValueIndex, type PreferenceLaw } from './value-index.ts'

/** Measures the shop's habits from its orders. */
export async function measurePreferences(tx: Transaction, shopId: ShopId, now: Date): Promise<PreferenceLaw> {
  const index = new ValueIndex()
  const tags = await readCatalogueTags(tx, { shopId }, index)
  return { index, tags, priceCuts: await measureHabits(tx, { shopId, index, tags, now }) }
}

/** Folds the customers from one id to another, and writes those of their preferences that differ. @returns all of them */
export async function refreshPreferences(
  tx: Transaction,
  portion: { shopId: ShopId; customerIds: IdRange },
  law: PreferenceLaw,
): Promise<FoldedCustomer[]> {
  const done: FoldedCustomer[] = []
  const fold = new CustomerFold(law, (customer) => done.push(customer))
  await eachRow(tx, customerRowsSql(portion), (row) => {
    fold.take(row)
  })
  fold.end()
  await writePortion(tx, portion, done)
  return done
}

/** The same for a few customers, against the shop's habits as they were measured last. */
export async function refreshFewPreferences(tx: Transaction, few: Few): Promise<FoldedCustomer[]> {
  const rows = await listRows(tx, customerRowsSql(few))
  const done: FoldedCustomer[] = []
  const fold = new CustomerFold(await lawFor(tx, few, rows), (customer) => done.push(customer))
  for (const row of rows) fold.take(row)
  fold.end()
  await writeFewPreferences(tx, few, done)
  return done
}

async function lawFor(tx: Transaction, { shopId }: Few, rows: FieldRow[]): Promise<PreferenceLaw> {
  const named = (field: number) => [...new Set(rows.map((row) => row.text(field)).filter((id) => id !== ''))]
  const index = new ValueIndex()
  const priceCuts = await readHabits(tx, shopId, index)
  const names = { products: named(rowFields.product), variants: named(rowFields.variant) }
  return { index, priceCuts, tags: await readCatalogueTags(tx, { shopId }, index, names) }
}
