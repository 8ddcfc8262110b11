import type { FieldRow, ShopId } from '../kernel/index.ts'
import { copyRows, eachRow, type Queryable, type Transaction } from '../platform/index.server.ts'
import { mannerTags } from './order-manner.ts'
import { keptOfShopSql, mannersOfShopSql } from './customer-rows.server.ts'
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
  const whose = { shopId, customerIds: 'everyone' } as const
  const oneOf = await oneOrderOf(tx, shopId)
  const kept: Kept[] = []
  await eachRow(tx, keptOfShopSql(whose, oneOf), (row) => kept.push(toKept(row)))
  const cuts = priceCuts(kept.map(({ price, pieces }) => ({ minor: price, pieces })))
  const counted: Counted[] = []
  const add = (tag: number, orders: number, minor: number): void => {
    const count = (counted[tag] ??= { orders: 0, minor: 0 })
    count.orders += orders
    count.minor += minor
  }
  for (const { product, variant, price, lines, minor } of kept) {
    for (const tag of tags.products.of(product) ?? []) add(tag, lines, minor)
    for (const tag of tags.variants.of(variant) ?? []) add(tag, lines, minor)
    if (price > 0) add(index.of('price_band', priceBand(price, cuts)), lines, minor)
  }
  await eachRow(tx, mannersOfShopSql(whose, oneOf), (row) => {
    const manner = { channel: row.text(1), locale: row.text(2), coded: row.number(3) === 1 }
    for (const tag of mannerTags({ ...manner, wallSeconds: row.number(0) }, index)) add(tag, row.number(4), 0)
  })
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

function toKept(row: FieldRow): Kept {
  const [product, variant, price] = [row.text(0), row.text(1), row.number(2)]
  return { product, variant, price, lines: row.number(3), pieces: row.number(4), minor: row.number(5) }
}

// Of a share of one in ten, a hundred thousand orders tell all but a thousandth (its standard error).
const ENOUGH_ORDERS = 100_000

async function oneOrderOf(tx: Transaction, shopId: ShopId): Promise<number> {
  const [shop] = await tx.$queryRaw<
    [{ orders: bigint }]
  >`select count(*) as orders from shop_order where shop_id = ${shopId}`
  return Math.max(1, Math.floor(Number(shop.orders) / ENOUGH_ORDERS))
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
