import { z } from 'zod'
import { toGid, type DiscountId, type FactOf, type Shop } from '../kernel/index.ts'
import { installedShop, Prisma, ShopRejected, type AdminApi, type Database } from '../platform/index.server.ts'
import { listening } from './live.server.ts'
import type { AutomationParts } from './parts.server.ts'
import { signalEach } from './signal.server.ts'

const ASK = `#graphql
  query DiscountForWhom($id: ID!) {
    discountNode(id: $id) {
      discount {
        ... on DiscountCodeBasic {
          title status
          codes(first: 10) { nodes { code } }
          context { __typename }
          customerGets { items { ...OnWhat } }
        }
        ... on DiscountAutomaticBasic { title status customerGets { items { ...OnWhat } } }
      }
    }
  }
  fragment OnWhat on DiscountItems {
    ... on DiscountCollections { collections(first: 50) { nodes { id } } }
    ... on DiscountProducts { products(first: 50) { nodes { id } } }
  }`

const nodes = z.object({ nodes: z.array(z.object({ id: z.string() })) }).optional()
const shape = z.object({
  discountNode: z
    .object({
      discount: z.object({
        title: z.string().optional(),
        status: z.string().optional(),
        codes: z.object({ nodes: z.array(z.object({ code: z.string() })) }).optional(),
        context: z.object({ __typename: z.string() }).optional(),
        customerGets: z.object({ items: z.object({ collections: nodes, products: nodes }) }).optional(),
      }),
    })
    .nullable(),
})

/**
 * Tells whoever asked about a product type of a discount that the merchant has made on it. Codes of our own and discounts
 * for chosen customers are nobody else's business.
 */
export async function noteDiscount(
  parts: AutomationParts,
  { shopId, discountId }: FactOf<'discount-appeared'>,
): Promise<void> {
  const { db, adminFor, now } = parts
  const shop = await installedShop(db, { id: shopId })
  if (shop === null || !(await listening(db, shopId)).has('discount')) return
  const found = await readDiscount(await adminFor(shop.domain), discountId)
  if (found === null || (await isOurs(db, shop, found.codes))) return
  const types = await typesOf(db, shop, found)
  for (const type of types) {
    const subject = { kind: 'discount', id: String(discountId), title: found.title, type, path: '/' }
    const rows = Prisma.sql`
      select customer_id, ${`discount-${String(discountId)}`} as occasion, ${JSON.stringify(subject)}::jsonb as subject,
             ${now()}::timestamptz as happened_at
        from preference
       where shop_id = ${shopId} and tokens @> array[${`asked:product_type:${type}`}]
         and not tokens @> array[${`dislikes:product_type:${type}`}]`
    await db.$transaction((tx) => signalEach(tx, shopId, { trigger: 'discount', automationId: null }, rows))
  }
}

type Read = { title: string; codes: string[]; collections: bigint[]; products: bigint[] }

async function readDiscount(admin: AdminApi, id: DiscountId): Promise<Read | null> {
  try {
    const { discountNode } = shape.parse(await admin.run(ASK, { id: toGid('DiscountNode', id) }))
    const discount = discountNode?.discount
    if (discount?.status !== 'ACTIVE') return null
    const context = discount.context?.__typename
    if (context !== undefined && context !== 'DiscountBuyerSelectionAll') return null
    const { collections, products } = discount.customerGets?.items ?? {}
    const codes = discount.codes?.nodes.map(({ code }) => code) ?? []
    return {
      title: withCode(discount.title ?? '', codes[0]),
      codes,
      collections: idsOf(collections),
      products: idsOf(products),
    }
  } catch (error) {
    if (error instanceof ShopRejected) return null
    throw error
  }
}

/** Shopify's title of a discount is its code unless somebody chose another. */
function withCode(title: string, code: string | undefined): string {
  return code === undefined || code === title ? title : `${title} (Code ${code})`
}

function idsOf(found: z.infer<typeof nodes>): bigint[] {
  return (found?.nodes ?? []).map(({ id }) => BigInt(/\d+$/.exec(id)?.[0] ?? 0))
}

async function isOurs(db: Database, shop: Shop, codes: string[]): Promise<boolean> {
  return (await db.recipient.count({ where: { shopId: shop.id, code: { in: codes } } })) > 0
}

/** The types that make up at least half of what it is on; of a discount on everything none. */
async function typesOf(db: Database, shop: Shop, { collections, products }: Read): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>`
    with held as (
      select p.product_type as type from product p
       where p.shop_id = ${shop.id} and p.deleted_at is null and p.product_type <> ''
         and (p.id = any(${products.map(String)}::text[]::bigint[]) or exists (
               select from collection_product m
                where m.shop_id = p.shop_id and m.product_id = p.id
                  and m.collection_id = any(${collections.map(String)}::text[]::bigint[])))
    )
    select type from held group by type having count(*) * 2 >= (select count(*) from held) order by type`
  return rows.map(({ type }) => type)
}
