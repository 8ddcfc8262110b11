import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { Chance } from './prediction/simulated-shop.ts'

const DAY = 86_400_000

/**
 * A shop of two years whose customers order every 20 to 80 days until most of them leave; drawn with a fixed seed.
 * Every third order is a necklace, the others are rings.
 */
export async function givenRegularShop(
  db: Database,
  shop: Shop,
  { customers, now, from = 1n }: { customers: number; now: Date; from?: bigint },
): Promise<CustomerId[]> {
  const chance = new Chance(7)
  const random = () => chance.uniform()
  const at = new Date('2023-01-01T00:00:00Z')
  const types = ['Ringe', 'Halsketten']
  await db.product.createMany({
    data: types.map((type, i) => ({
      ...{ shopId: shop.id, id: from + BigInt(i), title: type, handle: type, productType: type },
      ...{ vendor: 'HandelBlitz', status: 'ACTIVE', createdAt: at, updatedAt: at },
    })),
  })
  const people = Array.from({ length: customers }, (_, i) => from + 1_000n + BigInt(i))
  await db.customer.createMany({
    data: people.map((id) => ({
      shopId: shop.id,
      id,
      firstName: `Kundin ${String(id)}`,
      createdAt: at,
      updatedAt: at,
    })),
  })
  const bought = people.flatMap((customerId) => {
    const [gap, spend] = [20 + 60 * random(), 3_000 + 9_000 * random()]
    const orders: { customerId: bigint; moment: Date; totalMinor: number }[] = []
    for (let day = 720 * random(); day > 0; day -= chance.exponential(1 / gap)) {
      orders.push({
        customerId,
        moment: new Date(now.getTime() - day * DAY),
        totalMinor: Math.round(spend * (0.5 + random())),
      })
      if (random() < 0.15) break
    }
    return orders
  })
  const numbered = bought.map((order, i) => ({
    ...order,
    id: from + 100_000n + BigInt(i),
    type: i % 3 === 0 ? 1n : 0n,
  }))
  await db.order.createMany({
    data: numbered.map(({ id, customerId, moment, totalMinor }) => ({
      ...{ shopId: shop.id, id, name: `#${String(id)}`, customerId, test: false, currency: shop.currency },
      ...{ createdAt: moment, processedAt: moment, updatedAt: moment, discountCodes: [] },
      ...{ subtotalMinor: totalMinor, discountMinor: 0, totalMinor },
    })),
  })
  await db.orderLine.createMany({
    data: numbered.map(({ id, type, totalMinor }) => ({
      ...{ shopId: shop.id, orderId: id, id, productId: from + type, title: types[Number(type)] ?? '' },
      ...{ quantity: 1, priceMinor: totalMinor, discountMinor: 0 },
    })),
  })
  return people as CustomerId[]
}
