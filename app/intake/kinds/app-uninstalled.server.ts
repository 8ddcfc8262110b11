import type { Shop } from '../../kernel/index.ts'
import { recordFact, type Transaction } from '../../platform/index.server.ts'
import type { Kind } from './kind.server.ts'

/** Access ends at once; the data stays until shop/redact. A telling from before the latest installation is old news. */
export const appUninstalled: Kind = {
  topics: ['app/uninstalled'],
  afterUninstall: true,
  holdsShop: true,
  async apply({ tx, shop, toldAt }) {
    const { count } = await tx.shop.updateMany({
      where: {
        id: shop.id,
        uninstalledAt: null,
        // Both by Shopify's clock; shops from before we asked for it have only ours.
        OR: [{ installedToldAt: { lte: toldAt } }, { installedToldAt: null, installedAt: { lte: toldAt } }],
      },
      data: { uninstalledAt: toldAt },
    })
    if (count === 0) return { outcome: 'outdated', customerIds: [] }
    await tx.session.deleteMany({ where: { shop: shop.domain } })
    await endImports(tx, shop, toldAt)
    await recordFact(tx, { kind: 'shop-uninstalled', shopId: shop.id })
    return { outcome: 'applied', customerIds: [] }
  },
}

// Another installation begins an import of its own; one that is being read notices that its step has ended.
async function endImports(tx: Transaction, { id: shopId }: Shop, at: Date): Promise<void> {
  await tx.importStep.updateMany({
    where: { shopId, status: { notIn: ['done', 'failed'] } },
    data: { status: 'failed', problem: 'the app was uninstalled', updatedAt: at },
  })
  await tx.historyImport.updateMany({ where: { shopId, finishedAt: null }, data: { finishedAt: at } })
}
