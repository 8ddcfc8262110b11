import { toDecimal, toGid, type CollectionId, type CustomerId, type Shop } from '../kernel/index.ts'
import { ShopRejected, type AdminApi, type Database } from '../platform/index.server.ts'
import type { Campaign, OfferValue } from './campaign.ts'

type Parts = { db: Database; admin: AdminApi; now: () => Date }
type UserErrors = { userErrors: { message: string }[] }
type Found = { codeDiscountNodeByCode: { id: string } | null }
type Created = { discountCodeBasicCreate: { codeDiscountNode: { id: string } | null } & UserErrors }
type Updated = { discountCodeBasicUpdate: UserErrors }

// Shopify takes lists of at most 250.
const MOST = 250

const CREATE = `#graphql
  mutation CreateCampaignDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

const ADMIT = `#graphql
  mutation AdmitCustomers($id: ID!, $discount: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
      userErrors { field message code }
    }
  }`

const FIND = `#graphql
  query FindDiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) { id }
  }`

/**
 * The campaign's one discount at Shopify, made with the first recipient's code. A worker that died before noting its
 * id finds it again by that code. Only the recipients may use it.
 * @throws ShopRejected with Shopify's reason
 */
export async function keptDiscount(
  { db, admin, now }: Parts,
  shop: Shop,
  campaign: Campaign,
  collectionId: CollectionId,
): Promise<string> {
  const key = { shopId: shop.id, id: campaign.id }
  const { discountId } = await db.campaign.findUniqueOrThrow({ where: { shopId_id: key } })
  if (discountId !== null) return discountId
  const recipients = await db.recipient.findMany({
    where: { shopId: shop.id, campaignId: campaign.id, code: { not: null } },
    select: { customerId: true, code: true },
    orderBy: { customerId: 'desc' },
  })
  const first = recipients[0]?.code
  if (first == null) throw new Error(`campaign ${campaign.id} has no codes`)
  const admitted = admittedCustomers(recipients)
  const id =
    (await discountOf(admin, first)) ?? (await create(admin, shop, campaign, { collectionId, code: first, admitted }))
  for (let start = MOST; start < admitted.length; start += MOST)
    await admit(admin, id, admitted.slice(start, start + MOST))
  await db.$transaction([
    db.campaign.update({ where: { shopId_id: key }, data: { discountId: id } }),
    db.recipient.updateMany({ where: { shopId: shop.id, code: first }, data: { codeLiveAt: now() } }),
  ])
  return id
}

/** The discount that a code belongs to at Shopify; null where there is none. */
export async function discountOf(admin: AdminApi, code: string): Promise<string | null> {
  return (await admin.run<Found>(FIND, { code })).codeDiscountNodeByCode?.id ?? null
}

/** A guest is no customer at Shopify and could not be named; then the codes alone keep strangers out. */
function admittedCustomers(recipients: { customerId: bigint }[]): string[] {
  if (recipients.some(({ customerId }) => customerId < 0n)) return []
  return recipients.map(({ customerId }) => toGid('Customer', customerId as CustomerId))
}

type Making = { collectionId: CollectionId; code: string; admitted: string[] }

async function create(
  admin: AdminApi,
  shop: Shop,
  campaign: Campaign,
  { collectionId, code, admitted }: Making,
): Promise<string> {
  const { discountCodeBasicCreate: answer } = await admin.run<Created>(CREATE, {
    discount: {
      title: campaign.name,
      code,
      startsAt: campaign.releasedAt?.toISOString(),
      endsAt: campaign.endsAt?.toISOString(),
      usageLimit: 1,
      appliesOncePerCustomer: true,
      context: admitted.length === 0 ? { all: 'ALL' } : { customers: { add: admitted.slice(0, MOST) } },
      customerGets: {
        value: valueInput(campaign.value, shop.currency),
        items: { collections: { add: [toGid('Collection', collectionId)] } },
      },
    },
  })
  if (answer.codeDiscountNode === null) throw rejection(answer)
  return answer.codeDiscountNode.id
}

async function admit(admin: AdminApi, id: string, customers: string[]): Promise<void> {
  const discount = { context: { customers: { add: customers } } }
  const { discountCodeBasicUpdate: answer } = await admin.run<Updated>(ADMIT, { id, discount })
  if (answer.userErrors.length > 0) throw rejection(answer)
}

function valueInput(value: OfferValue, currency: string) {
  if (value.kind === 'percentage') return { percentage: value.percent / 100 }
  return { discountAmount: { amount: toDecimal({ minor: value.minor, currency }), appliesOnEachItem: false } }
}

function rejection({ userErrors }: UserErrors): ShopRejected {
  return new ShopRejected(userErrors.map(({ message }) => message).join('; '))
}
