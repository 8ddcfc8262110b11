import express from 'express'
import { z } from 'zod'
import { parseGid } from '../ids.ts'
import type { DevShop } from '../shop.ts'
import { placeOrder } from './place-order.ts'

/**
 * POST /dev/orders {customerId | email | guest: {email?} | true, lines: [{variantId, quantity}], codes?, locale?}:
 * places an order as the checkout would. 200 {outcome: 'placed', …}, 422 {outcome: 'refused', reason, …}.
 */
export function devOrdersRouter(shop: DevShop): express.Router {
  const router = express.Router()
  router.post('/dev/orders', express.json(), (request, response) => {
    const wanted = orderShape.safeParse(request.body)
    if (!wanted.success) {
      response.status(400).json({ outcome: 'refused', reason: z.prettifyError(wanted.error) })
      return
    }
    const { customerId, email, guest, lines, codes, locale, acceptsMarketing } = wanted.data
    const buyer = guest
      ? { guest: true, email: guest === true ? email : (guest.email ?? email), firstName: 'Gast' }
      : { customerId: customerId && plainId(customerId, 'Customer'), email, acceptsMarketing }
    const plain = lines.map(({ variantId, quantity }) => ({
      variantId: plainId(variantId, 'ProductVariant'),
      quantity,
    }))
    const result = placeOrder(shop, { buyer, lines: plain, codes, locale })
    response.status(result.outcome === 'placed' ? 200 : 422).json(result)
  })
  return router
}

function plainId(id: string, type: string): string {
  return parseGid(id, type) ?? id
}

const orderShape = z.object({
  customerId: z.string().optional(),
  email: z.email().optional(),
  guest: z.union([z.boolean(), z.object({ email: z.email().optional() })]).optional(),
  lines: z.array(z.object({ variantId: z.string(), quantity: z.int().positive().default(1) })),
  codes: z.array(z.string()).default([]),
  locale: z.string().default('de'),
  acceptsMarketing: z.boolean().optional(),
})
