import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'

type Line = { type: string; minor: number; quantity?: number; options?: Record<string, string> }
type OrderRow = {
  customer: bigint
  at: string
  lines: Line[]
  cancelled?: boolean
  test?: boolean
  deleted?: boolean
  currency?: string
  codes?: string[]
  channel?: string
  locale?: string
}

/** Writes ledger rows as the import would, one call a thing; ids exceed 2^53 as Shopify's do. */
export function openLedgerRows(db: Database, shop: Shop, first = 9_007_199_254_750_000n) {
  let last = first
  const nextId = () => ++last
  const products = new Map<string, bigint>()

  async function productOf(type: string): Promise<bigint> {
    const known = products.get(type)
    if (known !== undefined) return known
    const id = nextId()
    products.set(type, id)
    const at = new Date('2023-01-01T00:00:00Z')
    const facts = { title: type, handle: type, productType: type, vendor: 'HandelBlitz', status: 'ACTIVE' }
    await db.product.create({ data: { shopId: shop.id, id, ...facts, createdAt: at, updatedAt: at } })
    return id
  }

  async function variantOf(productId: bigint, named: Record<string, string>): Promise<bigint> {
    const id = nextId()
    const options = Object.entries(named).map(([name, value]) => ({ name, value }))
    await db.variant.create({ data: { shopId: shop.id, id, productId, title: '', priceMinor: 0, options } })
    return id
  }

  return {
    productOf,

    async customer(firstName: string, lastName = '', email: string | null = `${firstName}@example.com`.toLowerCase()) {
      const id = nextId()
      const at = new Date('2023-01-01T00:00:00Z')
      const searchText = `${firstName} ${lastName} ${email ?? ''}`.toLowerCase()
      const facts = { firstName, lastName, email, searchText, createdAt: at, updatedAt: at }
      await db.customer.create({ data: { shopId: shop.id, id, ...facts } })
      return id as CustomerId
    },

    async order({
      customer,
      at,
      lines,
      cancelled,
      test = false,
      deleted,
      currency = shop.currency,
      ...manner
    }: OrderRow) {
      const id = nextId()
      const moment = new Date(at)
      const times = { createdAt: moment, processedAt: moment, updatedAt: moment }
      const totalMinor = lines.reduce((sum, line) => sum + line.minor * (line.quantity ?? 1), 0)
      const money = { currency, subtotalMinor: totalMinor, discountMinor: 0, totalMinor }
      const marks = { test, cancelledAt: cancelled ? moment : null, deletedAt: deleted ? moment : null }
      const name = `#${String(id % 10_000n)}`
      const { codes: discountCodes = [], channel = null, locale = null } = manner
      const how = { discountCodes, channel, locale }
      await db.order.create({
        data: { shopId: shop.id, id, name, customerId: customer, ...times, ...money, ...marks, ...how },
      })
      const lineIds: bigint[] = []
      for (const line of lines) {
        const lineId = nextId()
        const productId = await productOf(line.type)
        const facts = { title: line.type, quantity: line.quantity ?? 1, priceMinor: line.minor, discountMinor: 0 }
        const variantId = line.options === undefined ? null : await variantOf(productId, line.options)
        await db.orderLine.create({
          data: { shopId: shop.id, orderId: id, id: lineId, productId, variantId, ...facts },
        })
        lineIds.push(lineId)
      }
      return { id, lineIds, totalMinor }
    },

    async refund(
      orderId: bigint,
      totalMinor: number,
      returned: { lineId: bigint; quantity: number; minor: number }[] = [],
    ) {
      const id = nextId()
      await db.refund.create({ data: { shopId: shop.id, orderId, id, createdAt: new Date('2026-06-01'), totalMinor } })
      for (const { lineId, quantity, minor } of returned) {
        const key = { shopId: shop.id, orderId, refundId: id, orderLineId: lineId }
        await db.refundLine.create({ data: { ...key, quantity, subtotalMinor: minor } })
      }
    },

    async question(customer: bigint, productType: string | null, at: string) {
      const facts = { email: 'anna@example.com', locale: 'de', channel: 'storefront', subject: 'Frage' }
      await db.serviceRequest.create({
        data: {
          shopId: shop.id,
          id: crypto.randomUUID(),
          customerId: customer,
          productType,
          createdAt: new Date(at),
          ...facts,
        },
      })
    },

    async consent(customer: bigint, state: string, at: string) {
      const key = { shopId: shop.id, customerId: customer, channel: 'email', source: 'shopify' }
      await db.consentEvent.create({ data: { ...key, state, occurredAt: new Date(at) } })
    },
  }
}

export type LedgerRows = ReturnType<typeof openLedgerRows>
