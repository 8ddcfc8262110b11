import type { ShopId } from '../kernel/index.ts'
import { copyRows, Prisma, readRows, type Transaction } from '../platform/index.server.ts'
import { readCatalogueTags } from './catalogue-tags.server.ts'
import { PreferenceFold, rowFields, type CustomerPreferences, type PreferenceLaw } from './fold-preferences.ts'
import { measureHabits, readHabits } from './habits.server.ts'
import { only, type Whose } from './history.server.ts'
import { preferenceRowsSql } from './preference-rows.server.ts'
import { ValueIndex } from './value-index.ts'

/** Measures the shop's habits from all its orders. */
export async function measurePreferences(tx: Transaction, shopId: ShopId, now: Date): Promise<PreferenceLaw> {
  const index = new ValueIndex()
  const tags = await readCatalogueTags(tx, { shopId }, index)
  return { index, tags, priceCuts: await measureHabits(tx, { shopId, index, tags, now }) }
}

/** Recomputes these customers' preferences against the shop's habits as they were measured last. */
export async function writePreferences(tx: Transaction, whose: Whose, law?: PreferenceLaw): Promise<void> {
  const rows = await readRows(tx, preferenceRowsSql(whose))
  const fold = new PreferenceFold(law ?? (await lawFor(tx, whose, rows)))
  const folded = rows.map((row) => fold.take(row)).concat(fold.end())
  await stage(tx, folded)
  await writeStaged(tx, whose)
}

async function lawFor(tx: Transaction, whose: Whose, rows: string[][]): Promise<PreferenceLaw> {
  const named = (field: number) => [...new Set(rows.map((row) => row[field] ?? '').filter((id) => id !== ''))]
  const index = new ValueIndex()
  const priceCuts = await readHabits(tx, whose.shopId, index)
  const names = { products: named(rowFields.product), variants: named(rowFields.variant) }
  return { index, priceCuts, tags: await readCatalogueTags(tx, whose, index, names) }
}

async function stage(tx: Transaction, folded: (CustomerPreferences | null)[]): Promise<void> {
  await tx.$executeRaw`
    create temp table if not exists folded (customer_id bigint, evidence jsonb, tokens text[]) on commit drop`
  const rows = folded.filter((one) => one !== null)
  await copyRows(tx, 'folded', columns, rows)
}

const columns = [
  { name: 'customer_id', of: ({ customerId }: CustomerPreferences) => customerId },
  { name: 'evidence', of: ({ evidence }: CustomerPreferences) => JSON.stringify(evidence) },
  { name: 'tokens', of: ({ tokens }: CustomerPreferences) => tokens },
]

/** Writes only what differs: most customers are tonight as they were last night. */
async function writeStaged(tx: Transaction, whose: Whose): Promise<void> {
  const { shopId } = whose
  await tx.$executeRaw`
    delete from preference p where p.shop_id = ${shopId} ${only(whose, Prisma.sql`p.customer_id`)}
      and not exists (select from folded f where f.customer_id = p.customer_id)`
  await tx.$executeRaw`
    insert into preference as p (shop_id, customer_id, evidence, tokens)
    select ${shopId}, customer_id, evidence, tokens from folded
    on conflict (shop_id, customer_id) do update set evidence = excluded.evidence, tokens = excluded.tokens
      where (p.evidence, p.tokens) is distinct from (excluded.evidence, excluded.tokens)`
  await tx.$executeRaw`drop table folded`
}
