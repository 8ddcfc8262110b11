import { z } from 'zod'
import { optionalText, readShape } from '../../ledger/index.ts'
import type { Kind } from './kind.server.ts'

const shape = z.object({
  name: z.string(),
  email: optionalText,
  currency: z.string(),
  iana_timezone: optionalText,
  primary_locale: optionalText,
})

export const shopUpdate: Kind = {
  topics: ['shop/update'],
  async apply({ tx, shop, body }) {
    const told = readShape('shop', shape, body)
    await tx.shop.update({
      where: { id: shop.id },
      data: {
        name: told.name,
        email: told.email,
        currency: told.currency,
        timeZone: told.iana_timezone ?? shop.timeZone,
        locale: told.primary_locale ?? shop.locale,
      },
    })
    return { outcome: 'applied', customerIds: [] }
  },
}
