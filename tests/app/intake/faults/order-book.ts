import type { Database } from '../../../../app/platform/index.server.ts'
import { idOf, orderBody } from '../bodies.ts'
import type { Event } from './insistent-sender.ts'

const TELLINGS = ['orders/create', 'orders/updated', 'orders/paid'] as const
const CUSTOMERS = 60
const ITEMS = 40
const LOCATION = 1
const DAY = Date.UTC(2026, 2, 10)

/**
 * Orders of sixty customers, each told three times and each time differently, and between them, as most of what a shop
 * sends, how many pieces of forty items there are; and what has to come of all that.
 */
export class OrderBook {
  readonly events: Event[] = []

  /** Tells the next event. */
  tell(): Event {
    const event = eventOf(this.events.length)
    this.events.push(event)
    return event
  }

  /** Tells one event after the other until it is enough. */
  *tellUntil(enough: () => boolean): Iterable<Event> {
    while (!enough()) yield this.tell()
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
    const stock = await db.inventoryLevel.findMany()
    const available = new Map(stock.map((level) => [level.inventoryItemId, level.available]))
    const pieces = this.#stock()
    for (const [item, count] of pieces) compare(1, available.get(idOf(item)) === count ? 1 : 0)
    compare(pieces.size, stock.length)
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
    for (const { order } of this.#tellings())
      if (order !== null) last.set(orderOf(order), BigInt(totalOf(order)) * 100n)
    return last
  }

  #stock(): Map<number, number> {
    const last = new Map<number, number>()
    for (const { count } of this.#tellings()) if (count !== null) last.set(itemOf(count), count)
    return last
  }

  #tellings(): Telling[] {
    return this.events.map((_, index) => tellingOf(index))
  }
}

/** The number of the telling among those of orders, or among the counts of pieces. */
type Telling = { order: number; count: null } | { order: null; count: number }

/** Every third tells of an order. */
function tellingOf(index: number): Telling {
  const third = Math.floor(index / 3)
  return index % 3 === 0 ? { order: third, count: null } : { order: null, count: 2 * third + (index % 3) - 1 }
}

function eventOf(index: number): Event {
  const triggeredAt = new Date(DAY + index * 1000)
  const { order, count } = tellingOf(index)
  const told = order === null ? stockTold(count, triggeredAt) : orderTold(order, triggeredAt)
  return { eventId: `event-${String(index)}`, triggeredAt, ...told }
}

function orderTold(telling: number, at: Date): Pick<Event, 'topic' | 'body'> {
  const order = orderOf(telling)
  const customer = customerOf(order)
  const body = orderBody({
    id: order,
    updatedAt: at.toISOString(),
    customer: { id: customer, email: `person-${String(customer)}@example.de`, updatedAt: '2026-03-01T10:00:00Z' },
    lines: [{ id: order * 10 }, { id: order * 10 + 1 }],
    total: `${String(totalOf(telling))}.00`,
  })
  return { topic: TELLINGS[telling % TELLINGS.length] ?? 'orders/updated', body }
}

function stockTold(count: number, at: Date): Pick<Event, 'topic' | 'body'> {
  const [item, location] = [itemOf(count), LOCATION].map((id) => String(idOf(id)))
  const body = `{"inventory_item_id":${item},"location_id":${location},"available":${String(count)},"updated_at":"${at.toISOString()}"}`
  return { topic: 'inventory_levels/update', body }
}

function orderOf(telling: number): number {
  return 1000 + Math.floor(telling / TELLINGS.length)
}

function customerOf(order: number): number {
  return 1 + (order % CUSTOMERS)
}

function totalOf(telling: number): number {
  return 50 + (telling % TELLINGS.length)
}

function itemOf(count: number): number {
  return 1 + (count % ITEMS)
}
