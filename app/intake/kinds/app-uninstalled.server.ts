import type { Kind } from './kind.server.ts'

/** Access ends at once; the data stays until shop/redact. A telling from before the latest installation is old news. */
export const appUninstalled: Kind = {
  topics: ['app/uninstalled'],
  afterUninstall: true,
  async apply({ tx, shop, toldAt }) {
    const { count } = await tx.shop.updateMany({
      where: { id: shop.id, uninstalledAt: null, installedAt: { lte: toldAt } },
      data: { uninstalledAt: toldAt },
    })
    if (count === 0) return { outcome: 'outdated', customerIds: [] }
    await tx.session.deleteMany({ where: { shop: shop.domain } })
    return { outcome: 'applied', customerIds: [] }
  },
}
