import { z } from 'zod'
import { currencyCode, optionalMoment, optionalText, readShape } from '../../ledger/index.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

const shape = z.object({
  name: z.string(),
  email: optionalText,
  currency: currencyCode,
  iana_timezone: optionalText.refine((zone) => zone === null || isTimeZone(zone), 'expected a time zone'),
  primary_locale: optionalText,
  updated_at: optionalMoment,
})

export const shopUpdate: Kind = {
  topics: ['shop/update'],
  holdsShop: true,
  async apply({ tx, shop, body, toldAt }) {
    const told = readShape('shop', shape, body)
    const { name, email, currency } = told
    const timeZone = told.iana_timezone ?? shop.timeZone
    const locale = told.primary_locale ?? shop.locale
    const updatedAt = told.updated_at ?? new Date(0)
    const content = JSON.stringify([name, email, currency, timeZone, locale])
    const rows = await tx.$executeRaw`
      update shop set name = ${name}, email = ${email}, currency = ${currency}, time_zone = ${timeZone}, locale = ${locale},
                      updated_at = ${updatedAt}, told_at = ${toldAt}
       where id = ${shop.id}
         and (updated_at, told_at, jsonb_build_array(name, email, currency, time_zone, locale))
          <= (${updatedAt}::timestamptz, ${toldAt}::timestamptz, ${content}::jsonb)`
    return outcomeOfRows(rows)
  },
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
