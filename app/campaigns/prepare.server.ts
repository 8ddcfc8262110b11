import type { FactOf, Shop } from '../kernel/index.ts'
import { installedShop, recordFact, ShopRejected, type AdminApi, type Database } from '../platform/index.server.ts'
import { UNINSTALLED, type Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'
import { addCodes, writeCodes } from './codes.server.ts'
import { keptCollection } from './kept-collection.server.ts'
import { keptDiscount } from './kept-discount.server.ts'
import { mailJobOf } from './mailing-progress.server.ts'

type Parts = { db: Database; adminFor: (domain: string) => Promise<AdminApi>; now: () => Date }

/**
 * Makes the codes of a released campaign and lets its mails begin. Every step finds what an earlier attempt left, so a
 * worker may die anywhere. What Shopify refuses for good stops the campaign with the reason.
 * @throws ShopUnavailable where Shopify cannot be asked now: the job tries again
 */
export async function prepare({ db, adminFor, now }: Parts, fact: FactOf<'campaign-released'>): Promise<void> {
  const shop = await installedShop(db, { id: fact.shopId })
  if (shop === null) return
  const campaign = await findCampaign(db, shop, fact.campaignId)
  if (campaign?.status !== 'preparing' || campaign.problem === UNINSTALLED) return
  try {
    await makeCodes({ db, adminFor, now }, shop, campaign)
  } catch (error) {
    if (!(error instanceof ShopRejected)) throw error
    await db.campaign.updateMany({
      where: { shopId: shop.id, id: campaign.id, status: 'preparing' },
      data: { status: 'failed', problem: error.message.slice(0, 500) },
    })
    return
  }
  await beginMailing(db, shop, campaign)
}

async function makeCodes({ db, adminFor, now }: Parts, shop: Shop, campaign: Campaign): Promise<void> {
  await writeCodes(db, shop, campaign.id)
  // Everybody may have been forgotten since the freeze.
  if ((await db.recipient.count({ where: { shopId: shop.id, campaignId: campaign.id, code: { not: null } } })) === 0)
    return
  const parts = { db, admin: await adminFor(shop.domain), now }
  const collectionId = await keptCollection(parts, shop, campaign)
  const discountId = await keptDiscount(parts, shop, campaign, collectionId)
  await addCodes(parts, { shop, campaignId: campaign.id, discountId })
}

async function beginMailing(db: Database, shop: Shop, { id }: Campaign): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { shopId: shop.id, id, status: 'preparing' },
      data: { status: 'sending' },
    })
    if (count === 0) return
    await tx.recipient.updateMany({
      where: { shopId: shop.id, campaignId: id, status: 'frozen', codeLiveAt: { not: null } },
      data: { status: 'coded' },
    })
    await recordFact(tx, { kind: 'campaign-mail-due', shopId: shop.id, campaignId: id }, { key: mailJobOf(id) })
  })
}
