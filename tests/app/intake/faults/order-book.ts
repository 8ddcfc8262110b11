import type { Database } from '../../../../app/platform/index.server.ts'
import { idOf, orderBody } from '../bodies.ts'
import type { Event } from './insistent-sender.ts'

const TELLINGS = ['orders/create', 'orders/updated', 'orders/paid'] as const
const CUSTOMERS = 60
const DAY = Date.UTC(2026, 2, 10)

/** Orders of sixty customers, each told three times and each time differently; and what has to come of them. */
export class OrderBook {
  readonly events: Event[] = []

  /** Tells one event after the other until it is enough. */
  tellUntil(enough: () => boolean): Iterable<Event> {
    return tellings(this.events, enough)
  }

  /** Counts what the database lacks of what was told, and what it has too often. */
  async differences(db: Database): Promise<{ missing: number; double: number }> {
    const found = { missing: 0, double: 0 }
    const compare = (wanted: number, there: number): void => {
      found.missing += Math.max(0, wanted - there)
      found.double += Math.max(0, there - wanted)
    }
    const done = { outcome: { in: ['applied', 'outdated'] }, settledAt: { not: null } }
    const deliveries = await db.delivery.groupBy({ by: ['eventId'], _count: true, where: done })
    const rows = new Map(deliveries.map(({ eventId, _count }) => [eventId, _count]))
    for (const { eventId } of this.events) compare(1, rows.get(eventId) ?? 0)
    compare(this.events.length, await db.delivery.count())
    const wanted = this.#orders()
    const orders = await db.order.findMany()
    const totals = new Map(orders.map(({ id, totalMinor }) => [id, totalMinor]))
    for (const [order, total] of wanted) compare(1, totals.get(idOf(order)) === total ? 1 : 0)
    compare(wanted.size, orders.length)
    compare(wanted.size * 2, await db.orderLine.count())
    const buyers = new Map<number, { orders: number; spent: bigint }>()
    for (const [order, total] of wanted) {
      const { orders, spent } = buyers.get(customerOf(order)) ?? { orders: 0, spent: 0n }
      buyers.set(customerOf(order), { orders: orders + 1, spent: spent + total })
    }
    const profiles = await db.profile.findMany()
    const pictures = new Map(profiles.map((profile) => [profile.customerId, profile]))
    compare(buyers.size, await db.customer.count())
    compare(buyers.size, profiles.length)
    for (const [customer, { orders, spent }] of buyers) {
      const picture = pictures.get(idOf(customer))
      compare(orders, picture?.orders ?? 0)
      compare(1, picture?.spentMinor === spent ? 1 : 0)
    }
    return found
  }

  #orders(): Map<number, bigint> {
    const last = new Map<number, bigint>()
    this.events.forEach((_, index) => last.set(orderOf(index), BigInt(totalOf(index)) * 100n))
    return last
  }
}

function* tellings(told: Event[], enough: () => boolean): Generator<Event> {
  while (!enough()) {
    const event = eventOf(told.length)
    told.push(event)
    yield event
  }
}

function eventOf(index: number): Event {
  const order = orderOf(index)
  const triggeredAt = new Date(DAY + index * 1000)
  const customer = customerOf(order)
  const body = orderBody({
    id: order,
    updatedAt: triggeredAt.toISOString(),
    customer: { id: customer, email: `person-${String(customer)}@example.de`, updatedAt: '2026-03-01T10:00:00Z' },
    lines: [{ id: order * 10 }, { id: order * 10 + 1 }],
    total: `${String(totalOf(index))}.00`,
  })
  return { eventId: `event-${String(index)}`, topic: TELLINGS[index % 3] ?? 'orders/updated', body, triggeredAt }
}

function orderOf(index: number): number {
  return 1000 + Math.floor(index / TELLINGS.length)
}

function customerOf(order: number): number {
  return 1 + (order % CUSTOMERS)
}

function totalOf(index: number): number {
  return 50 + (index % TELLINGS.length)
}
