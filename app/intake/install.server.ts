import { z } from 'zod'
import type { Shop, ShopId } from '../kernel/index.ts'
import { recordFact, ShopAccessLost, type AdminApi } from '../platform/index.server.ts'
import type { IntakeParts } from './parts.server.ts'

/**
 * Takes a shop in, or brings its facts up to date. The first time, and again after it was uninstalled, its history is
 * imported. Safe to call at every log-in.
 * @throws ShopAccessLost where the app was uninstalled after Shopify had told them
 */
export async function install(
  { db, now }: Pick<IntakeParts, 'db' | 'now'>,
  domain: string,
  admin: AdminApi,
): Promise<Shop> {
  let date: Date | null = null
  const told = await admin.run(SHOP_QUERY, {}, (answered) => (date = answered))
  const facts = answer.parse(told).shop
  const at = now()
  const toldAt = byShopify(date, at)
  const shop = await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: ShopId; locale: string; isNew: boolean }[]>`
      with before as (select uninstalled_at from shop where domain = ${domain})
      insert into shop (domain, name, email, currency, time_zone, locale, installed_at, installed_told_at)
      values (${domain}, ${facts.name}, ${facts.email}, ${facts.currencyCode}, ${facts.ianaTimezone},
              ${localeIn(facts.shopAddress.countryCodeV2)}, ${at}, ${toldAt})
      on conflict (domain) do update set
        name = excluded.name, email = excluded.email, currency = excluded.currency, time_zone = excluded.time_zone,
        installed_at = case when shop.uninstalled_at is null then shop.installed_at else excluded.installed_at end,
        installed_told_at = case when shop.uninstalled_at is null then shop.installed_told_at else excluded.installed_told_at end,
        uninstalled_at = null
      where shop.uninstalled_at is null or shop.uninstalled_at <= ${toldAt}
      returning id, locale, xmax = 0 or exists (select from before where uninstalled_at is not null) as "isNew"`
    if (row === undefined) {
      // app/uninstalled overtook the log-in, whose token may have been stored since.
      await tx.session.deleteMany({ where: { shop: domain } })
      return null
    }
    if (row.isNew) await recordFact(tx, { kind: 'shop-installed', shopId: row.id })
    const { name, email, currencyCode: currency, ianaTimezone: timeZone } = facts
    return { id: row.id, domain, name, email, currency, timeZone, locale: row.locale }
  })
  if (shop === null) throw new ShopAccessLost(domain, 'the app has just been uninstalled')
  return shop
}

const AGREES_MS = 2000

// app/uninstalled is dated by Shopify's clock, and so must the installation be. Where ours agrees, it is the finer one.
function byShopify(date: Date | null, now: Date): Date {
  return date === null || Math.abs(date.getTime() - now.getTime()) <= AGREES_MS ? now : date
}

const SHOP_QUERY = `#graphql
  query ShopFacts { shop { name email currencyCode ianaTimezone shopAddress { countryCodeV2 } } }`

const answer = z.object({
  shop: z.object({
    name: z.string(),
    email: z.string().nullable(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    shopAddress: z.object({ countryCodeV2: z.string().nullable() }),
  }),
})

// The Admin API tells a shop's languages only to apps with read_locales; shop/update brings the primary one later.
function localeIn(country: string | null): string {
  return country !== null && ['DE', 'AT', 'CH', 'LI'].includes(country) ? 'de' : 'en'
}
