import { z } from 'zod'
import { currencyCode, readShape } from '../../ledger/index.ts'
import type { AdminApi } from '../../platform/index.server.ts'
import { recordScopes } from '../granted-scopes.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { noteRepairs, type Run } from './run.server.ts'

/**
 * Compares what Shopify says of the shop itself and of what the app may do there, whose webhooks may have been lost.
 * @returns the access scopes that the shop has granted
 */
export async function compareShop({ db, now }: IntakeParts, admin: AdminApi, run: Run): Promise<string[]> {
  const askedAt = now()
  const { shop: told, app } = readShape('shop', shape, await admin.run(FACTS))
  const { name, email, currencyCode: currency, ianaTimezone: timeZone } = told
  const scopes = app.accessScopes.map(({ handle }) => handle)
  await db.$transaction(async (tx) => {
    await recordScopes(tx, run.shop, scopes, askedAt)
    const changed = await tx.$executeRaw`
      update shop set name = ${name}, email = ${email}, currency = ${currency}, time_zone = ${timeZone}, told_at = ${askedAt}
       where id = ${run.shop.id} and told_at < ${askedAt}
         and (name, email, currency, time_zone) is distinct from (${name}, ${email}, ${currency}, ${timeZone})`
    if (changed > 0) await noteRepairs(tx, run, [{ subject: 'shop', subjectId: 'shop', difference: 'outdated' }], now())
  })
  return scopes
}

const FACTS = `query ReconcileShop {
  shop { name email currencyCode ianaTimezone }
  app: currentAppInstallation { accessScopes { handle } }
}`
const shape = z.object({
  shop: z.object({ name: z.string(), email: z.string().nullable(), currencyCode, ianaTimezone: z.string() }),
  app: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
})
