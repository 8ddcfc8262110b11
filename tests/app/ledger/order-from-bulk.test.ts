import { describe, expect, it } from 'vitest'
import { MalformedBody, orderFromBulk, orderLineFromBulk, type OrderRecord } from '../../../app/ledger/index.ts'

const at = new Date('2026-03-10T12:00:00Z')
const money = (amount: unknown) => ({ shopMoney: { amount } })
const node = {
  id: 'gid://shopify/Order/9100000000000100',
  name: '#100',
  createdAt: '2026-03-01T09:00:00.750Z',
  processedAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-10T12:00:00Z',
  test: false,
  currencyCode: 'EUR',
  totalPriceSet: money('50.0'),
  discountCodes: ['SOMMER'],
  refunds: [{ id: 'gid://shopify/Refund/7', totalRefundedSet: money('12.345') }],
}
const line = {
  id: 'gid://shopify/LineItem/5',
  title: 'Ring Aurora',
  quantity: 2,
  currentQuantity: 1,
  originalUnitPriceSet: money('50.0'),
  discountAllocations: [],
}

describe('an order of an export', () => {
  it('may leave out what is optional', () => {
    expect(orderFromBulk({ ...node, email: ' ', customer: null }, [line], at)).toMatchObject({
      email: null,
      buyerId: null,
      city: null,
      createdAt: new Date('2026-03-01T09:00:00Z'),
      subtotalMinor: 0,
      totalMinor: 5000,
      refunds: [{ totalMinor: 1235, createdAt: at, lines: null }],
      lines: [{ productId: null, sku: null, removed: 1 }],
    })
  })

  it.each<[string, unknown]>([
    ['order: expected object, received null', null],
    ['order.id: expected a gid of Order', { ...node, id: 'gid://shopify/Customer/1' }],
    ['order.name: expected string, received number', { ...node, name: 3 }],
    ['order.createdAt: expected an ISO 8601 moment', { ...node, createdAt: 'yesterday' }],
    ['order.updatedAt: expected string, received undefined', { ...node, updatedAt: undefined }],
    ['order.test: expected boolean, received string', { ...node, test: 'no' }],
    ['order.totalPriceSet: expected object, received undefined', { ...node, totalPriceSet: undefined }],
    ['order.totalPriceSet.shopMoney.amount: expected a decimal amount', { ...node, totalPriceSet: money('1,50') }],
    ['order.discountCodes.1: expected string, received null', { ...node, discountCodes: ['A', null] }],
    ['order.customer.id: expected string, received number', { ...node, customer: { id: 7 } }],
    ['order.refunds: expected array, received undefined', { ...node, refunds: undefined }],
    ['order.refund.id: expected string, received undefined', { ...node, refunds: [{}] }],
  ])('is refused with the words "%s"', (problem, given) => {
    const read = (): OrderRecord => orderFromBulk(given, [], at)
    expect(read).toThrow(MalformedBody)
    expect(read).toThrow(problem)
  })

  it.each<[string, object]>([
    ['line.quantity: expected int, received number', { ...line, quantity: 1.5 }],
    ['line.title: expected string, received null', { ...line, title: null }],
    ['line.product.id: expected a gid of Product', { ...line, product: { id: 'x' } }],
    ['line.discountAllocations: expected object, received null', { ...line, discountAllocations: [null] }],
  ])('is refused with a line for "%s"', (problem, given) => {
    expect(() => orderLineFromBulk(given, orderFromBulk(node, [], at).id, 'EUR')).toThrow(problem)
  })
})
