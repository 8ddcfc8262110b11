import { ById } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { Whose } from './history.server.ts'
import { likingOfOption } from './option-kind.ts'
import type { CatalogueTags, ValueIndex } from './value-index.ts'

type ProductRow = { id: string; title: string; productType: string; vendor: string; collections: string[] }
type VariantRow = { id: string; options: { name: string; value: string }[] }

/** What the shop's products and variants say of taste; of all, or of those whose ids are named. */
export async function readCatalogueTags(
  db: Queryable,
  { shopId }: Pick<Whose, 'shopId'>,
  index: ValueIndex,
  named?: { products: string[]; variants: string[] },
): Promise<CatalogueTags> {
  const products = await db.$queryRaw<ProductRow[]>`
    select p.id::text, p.title, p.product_type as "productType", p.vendor, coalesce(c.titles, '{}') as collections
    from product p
    left join lateral (
      select array_agg(c.title order by c.id) as titles
      from collection_product m join collection c on c.shop_id = m.shop_id and c.id = m.collection_id
      where m.shop_id = p.shop_id and m.product_id = p.id and c.deleted_at is null and c.handle not like ${OURS}
    ) c on true
    where p.shop_id = ${shopId} ${among('p', named?.products)}`
  const variants = await db.$queryRaw<VariantRow[]>`
    select v.id::text, v.options from variant v
    where v.shop_id = ${shopId} and v.options <> '[]' ${among('v', named?.variants)}
     order by v.id`
  return {
    products: new ById(products.map((product) => [product.id, tagsOf(product, index)])),
    variants: new ById(variants.map(({ id, options }) => [id, optionTags(options, index)])),
    titles: new ById(products.map(({ id, title }) => [id, title])),
  }
}

// The collections that campaigns keep for their discounts: no shopper sees them.
const OURS = 'stammkunde-%'

function among(table: string, ids: string[] | undefined): Prisma.Sql {
  return ids === undefined ? Prisma.empty : Prisma.sql`and ${Prisma.raw(table)}.id = any(${ids}::text[]::bigint[])`
}

function tagsOf({ productType, vendor, collections }: ProductRow, index: ValueIndex): number[] {
  const tags = new Set(collections.map((title) => index.of('collection', title)))
  if (productType !== '') tags.add(index.of('product_type', productType))
  if (vendor !== '') tags.add(index.of('vendor', vendor))
  return [...tags]
}

function optionTags(options: VariantRow['options'], index: ValueIndex): number[] {
  const likings = options.map(({ name, value }) => likingOfOption(name, value)).filter((liking) => liking !== null)
  return [...new Set(likings.map(({ kind, value }) => index.of(kind, value)))]
}
