import { setTimeout as pause } from 'node:timers/promises'
import type { CampaignId, Shop } from '../kernel/index.ts'
import { ShopRejected, ShopUnavailable, type AdminApi, type Database } from '../platform/index.server.ts'
import { newCode } from './code.server.ts'
import { discountOf } from './kept-discount.server.ts'

const WRITTEN_AT_ONCE = 5_000
// Shopify takes at most 250 codes a call.
const ADDED_AT_ONCE = 250
const MOST_REPLACEMENTS = 1_000

/** Gives every frozen recipient a code, on our side first: whoever dies later finds the same codes again. */
export async function writeCodes(db: Database, shop: Shop, campaignId: CampaignId): Promise<void> {
  for (;;) {
    const without = await db.recipient.findMany({
      where: { shopId: shop.id, campaignId, status: 'frozen', code: null },
      select: { customerId: true },
      take: WRITTEN_AT_ONCE,
    })
    if (without.length === 0) return
    await db.$executeRaw`
      update recipient set code = given.code
        from unnest(${without.map(({ customerId }) => String(customerId))}::text[],
                    ${without.map(() => newCode(shop.name))}::text[]) as given (customer_id, code)
       where recipient.shop_id = ${shop.id} and recipient.campaign_id = ${campaignId}::uuid
         and recipient.customer_id = given.customer_id::bigint and recipient.code is null`
  }
}

type Parts = { db: Database; admin: AdminApi; now: () => Date }
type Where = { shop: Shop; campaignId: CampaignId; discountId: string }

/**
 * Makes every code of the campaign live at Shopify. A code that Shopify has already is ours from an attempt that died,
 * or somebody else's and then replaced, as long as nobody has been told of it.
 * @throws ShopUnavailable where Shopify does not finish, ShopRejected where it refuses
 */
export async function addCodes({ db, admin, now }: Parts, { shop, campaignId, discountId }: Where): Promise<void> {
  for (let replaced = 0; ;) {
    const waiting = await db.recipient.findMany({
      where: { shopId: shop.id, campaignId, status: { not: 'skipped' }, codeLiveAt: null, code: { not: null } },
      select: { code: true, status: true },
      orderBy: { customerId: 'asc' },
      take: ADDED_AT_ONCE,
    })
    const codes = waiting.flatMap(({ code }) => code ?? [])
    if (codes.length === 0) return
    const refused = await addToDiscount(admin, discountId, codes)
    const strange = await strangersAmong(admin, discountId, refused)
    const live = codes.filter((code) => !strange.includes(code))
    await db.recipient.updateMany({ where: { shopId: shop.id, code: { in: live } }, data: { codeLiveAt: now() } })
    const told = waiting.find(({ code, status }) => status !== 'frozen' && strange.includes(code ?? ''))
    if (told !== undefined) throw new ShopRejected(`Shopify has given ${told.code ?? ''} to another discount`)
    for (const code of strange)
      await db.recipient.updateMany({ where: { shopId: shop.id, code }, data: { code: newCode(shop.name) } })
    replaced += strange.length
    if (replaced > MOST_REPLACEMENTS) throw new ShopRejected(`Shopify refused ${String(replaced)} codes in a row`)
  }
}

async function strangersAmong(admin: AdminApi, discountId: string, refused: string[]): Promise<string[]> {
  const strange: string[] = []
  for (const code of refused) if ((await discountOf(admin, code)) !== discountId) strange.push(code)
  return strange
}

type Added = { discountRedeemCodeBulkAdd: { bulkCreation: { id: string } | null; userErrors: { message: string }[] } }
type Progress = {
  discountRedeemCodeBulkCreation: {
    done: boolean
    codes: { nodes: { code: string; errors: { message: string }[] }[] }
  } | null
}

const ADD = `#graphql
  mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
      bulkCreation { id }
      userErrors { field message code }
    }
  }`

const PROGRESS = `#graphql
  query CodesAdded($id: ID!) {
    discountRedeemCodeBulkCreation(id: $id) {
      done
      codes(first: 250) { nodes { code errors { message } } }
    }
  }`

const PAUSES = [100, 200, 400, 800, ...Array<number>(60).fill(1_500)]

/** Adds codes and waits for Shopify to finish; returns those that it refused. */
async function addToDiscount(admin: AdminApi, discountId: string, codes: string[]): Promise<string[]> {
  const variables = { discountId, codes: codes.map((code) => ({ code })) }
  const { bulkCreation, userErrors } = (await admin.run<Added>(ADD, variables)).discountRedeemCodeBulkAdd
  if (bulkCreation === null) throw new ShopRejected(userErrors[0]?.message ?? 'Shopify took no codes')
  for (const wait of PAUSES) {
    await pause(wait)
    const { discountRedeemCodeBulkCreation: creation } = await admin.run<Progress>(PROGRESS, { id: bulkCreation.id })
    if (creation === null) throw new ShopRejected('Shopify forgot the codes')
    if (creation.done) return creation.codes.nodes.flatMap(({ code, errors }) => (errors.length > 0 ? [code] : []))
  }
  throw new ShopUnavailable('Shopify is still adding codes')
}
