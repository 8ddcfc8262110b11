import type { FieldRow, ShopId } from '../kernel/index.ts'
import { eachRow, listRows, type Transaction } from '../platform/index.server.ts'
import { readCatalogueTags } from './catalogue-tags.server.ts'
import { PreferenceFold, rowFields } from './fold-preferences.ts'
import { measureHabits, readHabits } from './habits.server.ts'
import type { Few, IdRange } from './history.server.ts'
import { preferenceRowsSql } from './preference-rows.server.ts'
import { writeFewPreferences, writePortion } from './preference-writes.server.ts'
import type { CustomerPreferences } from './strongest.ts'
import { ValueIndex, type PreferenceLaw } from './value-index.ts'

/** Measures the shop's habits from its orders. */
export async function measurePreferences(tx: Transaction, shopId: ShopId, now: Date): Promise<PreferenceLaw> {
  const index = new ValueIndex()
  const tags = await readCatalogueTags(tx, { shopId }, index)
  return { index, tags, priceCuts: await measureHabits(tx, { shopId, index, tags, now }) }
}

/** Recomputes the preferences of the customers from one id to another, and writes those that differ. */
export async function refreshPreferences(
  tx: Transaction,
  portion: { shopId: ShopId; customerIds: IdRange },
  law: PreferenceLaw,
): Promise<void> {
  const done: CustomerPreferences[] = []
  const fold = new PreferenceFold(law, (customer) => done.push(customer))
  await eachRow(tx, preferenceRowsSql(portion), (row) => {
    fold.take(row)
  })
  fold.end()
  await writePortion(tx, portion, done)
}

/** Recomputes these customers' preferences against the shop's habits as they were measured last. */
export async function refreshFewPreferences(tx: Transaction, few: Few): Promise<void> {
  const rows = await listRows(tx, preferenceRowsSql(few))
  const done: CustomerPreferences[] = []
  const fold = new PreferenceFold(await lawFor(tx, few, rows), (customer) => done.push(customer))
  for (const row of rows) fold.take(row)
  fold.end()
  await writeFewPreferences(tx, few, done)
}

async function lawFor(tx: Transaction, { shopId }: Few, rows: FieldRow[]): Promise<PreferenceLaw> {
  const named = (field: number) => [...new Set(rows.map((row) => row.text(field)).filter((id) => id !== ''))]
  const index = new ValueIndex()
  const priceCuts = await readHabits(tx, shopId, index)
  const names = { products: named(rowFields.product), variants: named(rowFields.variant) }
  return { index, priceCuts, tags: await readCatalogueTags(tx, { shopId }, index, names) }
}
