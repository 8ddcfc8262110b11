import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  MalformedBody,
  moment,
  orderFromBulk,
  orderFromWebhook,
  parseShopifyJson,
  readShape,
  refundFromWebhook,
} from '../../../app/ledger/index.ts'
import { orderBody, refundBody } from '../intake/bodies.ts'

const at = new Date('2026-03-10T12:00:00Z')

describe("Shopify's JSON", () => {
  it('keeps every whole number exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }), (id) => {
        const read = z.object({ id: z.union([z.number(), z.bigint()]) }).parse(parseShopifyJson(`{"id":${String(id)}}`))
        expect(BigInt(read.id)).toBe(id)
      }),
    )
  })

  it.each([
    ['1.5', 1.5],
    ['1e21', 1e21],
    ['"9007199254740993"', '9007199254740993'],
    ['[1,null,true]', [1, null, true]],
  ])('reads %s as JSON.parse does', (text, value) => {
    expect(parseShopifyJson(text)).toEqual(value)
  })

  it('says that what is no JSON is malformed', () => {
    expect(() => parseShopifyJson('{"id":')).toThrow(MalformedBody)
  })

  it('names the field that cannot be read', () => {
    expect(() =>
      readShape('order', z.object({ lines: z.array(z.object({ price: z.string() })) }), { lines: [{ price: 3 }] }),
    ).toThrow('order.lines.0.price')
  })

  it('cuts moments to the second on both ways, so that one version has one time', () => {
    expect(moment.parse('2026-03-10T13:00:01.900+01:00').toISOString()).toBe('2026-03-10T12:00:01.000Z')
  })
})

describe('an order', () => {
  it('ends in the same row by webhook and by bulk export', () => {
    const body = parseShopifyJson(
      orderBody({
        id: 100,
        updatedAt: '2026-03-10T13:00:00+01:00',
        email: 'gerda@example.de',
        lines: [{ id: 5, quantity: 2, current: 1, discount: '3.50' }],
      }),
    )
    const money = (amount: string) => ({ shopMoney: { amount } })
    const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`
    const node = {
      id: gid('Order', '9100000000000100'),
      name: '#100',
      email: 'Gerda@example.de',
      createdAt: '2026-03-01T09:00:00Z',
      processedAt: '2026-03-01T09:00:00Z',
      updatedAt: '2026-03-10T12:00:00Z',
      cancelledAt: null,
      test: false,
      currencyCode: 'EUR',
      subtotalPriceSet: money('50.0'),
      totalDiscountsSet: money('0.0'),
      totalPriceSet: money('50.0'),
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: 'UNFULFILLED',
      sourceName: 'web',
      customerLocale: 'de',
      checkoutToken: 't100',
      discountCodes: [],
      customer: null,
      billingAddress: { firstName: 'Gerda', lastName: 'Gast', city: 'Bonn', countryCodeV2: 'DE' },
      shippingAddress: null,
      refunds: [],
    }
    const line = {
      id: gid('LineItem', '9100000000000005'),
      title: 'Ring Aurora',
      variantTitle: null,
      sku: 'R-1',
      vendor: 'HandelBlitz',
      quantity: 2,
      currentQuantity: 1,
      product: { id: gid('Product', '9100000000000007') },
      variant: null,
      originalUnitPriceSet: money('50.0'),
      discountAllocations: [{ allocatedAmountSet: money('3.5') }],
    }
    expect(orderFromBulk(node, [line], at)).toEqual({ ...orderFromWebhook(body, at), complete: undefined })
  })
})

describe('a refund', () => {
  it('is what went back, not what the pieces cost', () => {
    const body = z
      .record(z.string(), z.unknown())
      .parse(parseShopifyJson(refundBody({ id: 1, orderId: 2, lineId: 3, amount: '40.00' })))
    expect(refundFromWebhook(body, 'EUR', at)).toMatchObject({
      totalMinor: 4000,
      lines: [{ quantity: 1, subtotalMinor: 4000 }],
    })
    const partly = {
      ...body,
      transactions: [
        { kind: 'refund', status: 'success', amount: '35.00', currency: 'EUR' },
        { kind: 'refund', status: 'failure', amount: '35.00', currency: 'EUR' },
      ],
    }
    expect(refundFromWebhook(partly, 'EUR', at).totalMinor).toBe(3500)
    expect(refundFromWebhook({ ...body, transactions: [] }, 'EUR', at).totalMinor).toBe(4000)
  })

  it('paid in another currency counts by the price of its pieces in the shop’s', () => {
    const body = z
      .record(z.string(), z.unknown())
      .parse(parseShopifyJson(refundBody({ id: 1, orderId: 2, lineId: 3, amount: '40.00' })))
    const abroad = { ...body, transactions: [{ kind: 'refund', status: 'success', amount: '44.00', currency: 'USD' }] }
    expect(refundFromWebhook(abroad, 'EUR', at).totalMinor).toBe(4000)
  })
})
