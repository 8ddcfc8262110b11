import type { ShopId } from '../kernel/index.ts'
import { copyRows, type Queryable, readRows, type Transaction } from '../platform/index.server.ts'
import { mannerTags, rowFields } from './fold-preferences.ts'
import { keptOfShopSql, mannersOfShopSql } from './preference-rows.server.ts'
import { priceBand, priceCuts } from './price-bands.ts'
import type { CatalogueTags, ValueIndex } from './value-index.ts'

/**
 * Measures what the shop's customers as a whole keep and how they order, writes it down, and gives it to the index: what
 * thin histories are shrunk towards. A bought value's orderShare is its share of order lines, a manner's of orders.
 * @returns the borders of the shop's price bands in minor units
 */
export async function measureHabits(
  tx: Transaction,
  { shopId, index, tags, now }: { shopId: ShopId; index: ValueIndex; tags: CatalogueTags; now: Date },
): Promise<number[]> {
  const kept = (await readRows(tx, keptOfShopSql({ shopId, customerIds: 'everyone' }))).map(toKept)
  const cuts = priceCuts(kept.map(({ price, pieces }) => ({ minor: price, pieces })))
  const counted: Counted[] = []
  const add = (tag: number, orders: number, minor: number): void => {
    const count = (counted[tag] ??= { orders: 0, minor: 0 })
    count.orders += orders
    count.minor += minor
  }
  for (const { product, variant, price, lines, minor } of kept) {
    for (const tag of tags.ofProduct(product)) add(tag, lines, minor)
    for (const tag of tags.ofVariant(variant)) add(tag, lines, minor)
    if (price > 0) add(index.of('price_band', priceBand(price, cuts)), lines, minor)
  }
  for (const [weekday = '', hour = '', one = '', two = '', coded = '', orders] of await readRows(
    tx,
    mannersOfShopSql({ shopId, customerIds: 'everyone' }),
  )) {
    const row: string[] = []
    Object.assign(row, {
      [rowFields.weekday]: weekday,
      [rowFields.hour]: hour,
      [rowFields.one]: one,
      [rowFields.two]: two,
      [rowFields.coded]: coded,
    })
    for (const tag of mannerTags(row, index)) add(tag, Number(orders), 0)
  }
  setShares(counted, index)
  await writeHabits(tx, { shopId, index, cuts, now }, counted)
  return cuts
}

/** Gives the index the habits that were measured last. @returns the borders of the price bands */
export async function readHabits(db: Queryable, shopId: ShopId, index: ValueIndex): Promise<number[]> {
  const [habits, bands] = await Promise.all([
    db.habit.findMany({ where: { shopId } }),
    db.rfmThreshold.findUnique({ where: { shopId_dimension: { shopId, dimension: 'price' } } }),
  ])
  for (const { kind, value, orderShare, moneyShare } of habits)
    index.habits[index.of(kind, value)] = { orderShare, moneyShare }
  return bands?.cuts ?? []
}

type Counted = { orders: number; minor: number }
type Kept = { product: string; variant: string; price: number; lines: number; pieces: number; minor: number }

function toKept([product = '', variant = '', price, lines, pieces, minor]: string[]): Kept {
  return {
    ...{ product, variant, price: Number(price), lines: Number(lines) },
    ...{ pieces: Number(pieces), minor: Number(minor) },
  }
}

function setShares(counted: Counted[], index: ValueIndex): void {
  const totals = new Map<string, Counted>()
  counted.forEach(({ orders, minor }, tag) => {
    const kind = index.kinds[tag] ?? ''
    const total = totals.get(kind) ?? { orders: 0, minor: 0 }
    totals.set(kind, { orders: total.orders + orders, minor: total.minor + minor })
  })
  counted.forEach(({ orders, minor }, tag) => {
    const total = totals.get(index.kinds[tag] ?? '') ?? { orders: 0, minor: 0 }
    index.habits[tag] = {
      orderShare: total.orders > 0 ? orders / total.orders : 0,
      moneyShare: total.minor > 0 ? minor / total.minor : 0,
    }
  })
}

type Measured = { shopId: ShopId; index: ValueIndex; cuts: number[]; now: Date }

async function writeHabits(tx: Transaction, { shopId, index, cuts, now }: Measured, counted: Counted[]): Promise<void> {
  await tx.habit.deleteMany({ where: { shopId } })
  const rows = counted.map((_, tag) => tag)
  await copyRows(
    tx,
    'habit',
    [
      { name: 'shop_id', of: () => shopId },
      { name: 'kind', of: (tag) => index.kinds[tag] },
      { name: 'value', of: (tag) => index.values[tag] },
      { name: 'order_share', of: (tag) => index.habits[tag]?.orderShare },
      { name: 'money_share', of: (tag) => index.habits[tag]?.moneyShare },
      { name: 'computed_at', of: () => now },
    ],
    rows.filter((tag) => counted[tag] !== undefined),
  )
  const dimension = { shopId, dimension: 'price' }
  await tx.rfmThreshold.upsert({
    where: { shopId_dimension: dimension },
    create: { ...dimension, cuts, computedAt: now },
    update: { cuts, computedAt: now },
  })
}
