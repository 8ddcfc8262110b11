import type { CustomerId, ProductId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { idList } from './lists.server.ts'
import { digestOf } from './digest.server.ts'
import type { Recorded } from './recorded.ts'
import { relation } from './relation.server.ts'
import type { ProductRecord, VariantRecord } from './records.ts'
import { productShape, variantShape } from './shapes.ts'

/**
 * Writes products with their variants, one or thousands; variants are replaced as a set with a newer version.
 * Whoever bought a product whose type changed, or was not known, has another picture now.
 */
export async function recordProducts(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  products: ProductRecord[],
): Promise<Recorded> {
  if (products.length === 0) return { applied: 0, customerIds: [] }
  const former = await formerProducts(
    tx,
    shop,
    products.map(({ id }) => id),
  )
  const written = new Map((await upsert(tx, shop, products)).map(({ id, deleted }) => [id, deleted]))
  const accepted = products.filter(({ id }) => written.has(id))
  const living = accepted.filter(({ id }) => written.get(id) === false)
  await replaceVariants(
    tx,
    shop,
    living.filter((product) => !isRepeated(product, former)),
  )
  await insertVariants(
    tx,
    shop,
    living.filter((product) => isRepeated(product, former)).flatMap(({ variants }) => variants),
  )
  const retyped = accepted.filter(({ id, productType }) => former.get(id)?.type !== productType).map(({ id }) => id)
  return { applied: written.size, customerIds: await buyersOf(tx, shop, retyped) }
}

/**
 * Adds variants that an export told far from their products. Only products that still stand as this export told them take them.
 * @returns the products that are not known at all
 */
export async function addVariants(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  variants: VariantRecord[],
  toldAt: Date,
): Promise<ProductId[]> {
  const ids = [...new Set(variants.map(({ productId }) => productId))]
  const known = await tx.$queryRaw<{ id: ProductId; same: boolean }[]>`
    select id, told_at = ${toldAt} and deleted_at is null as same from product
     where shop_id = ${shop.id} and id = any(${idList(ids)}) order by id for update`
  const taking = new Set(known.filter(({ same }) => same).map(({ id }) => id))
  await insertVariants(
    tx,
    shop,
    variants.filter(({ productId }) => taking.has(productId)),
  )
  const found = new Set(known.map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}

type Former = Map<ProductId, { type: string; updatedAt: Date }>

async function formerProducts(tx: Transaction, shop: Pick<Shop, 'id'>, ids: ProductId[]): Promise<Former> {
  const rows = await tx.$queryRaw<{ id: ProductId; type: string; updatedAt: Date }[]>`
    select id, product_type as type, updated_at as "updatedAt" from product
     where shop_id = ${shop.id} and id = any(${idList(ids)})`
  return new Map(rows.map(({ id, ...product }) => [id, product]))
}

// The variants of a version that we have are known; where the import stops, those told later would be missing.
function isRepeated({ id, updatedAt, partial }: ProductRecord, former: Former): boolean {
  return partial === true && former.get(id)?.updatedAt.getTime() === updatedAt.getTime()
}

// A deleted product still takes a newer title and type, and stays deleted: past orders need them, whatever arrived first.
async function upsert(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  products: ProductRecord[],
): Promise<{ id: ProductId; deleted: boolean }[]> {
  const versions = products.map((product) => ({ ...product, digest: digestOf(product) }))
  return tx.$queryRaw`
    insert into product (shop_id, id, title, handle, product_type, vendor, status, tags, image_url, created_at,
                         updated_at, told_at, digest)
    select distinct on (id) ${shop.id}, id, title, handle, product_type, vendor, status, tags, image_url, created_at,
           updated_at, told_at, digest
      from ${await relation(tx, productShape, versions)}
     order by id, updated_at desc, told_at desc, digest desc
    on conflict (shop_id, id) do update set
      title = excluded.title, handle = excluded.handle, product_type = excluded.product_type, vendor = excluded.vendor,
      status = excluded.status, tags = excluded.tags, image_url = excluded.image_url, created_at = excluded.created_at,
      updated_at = excluded.updated_at, told_at = excluded.told_at, digest = excluded.digest
    where (product.updated_at, product.told_at, product.digest) <= (excluded.updated_at, excluded.told_at, excluded.digest)
    returning id, deleted_at is not null as deleted`
}

async function replaceVariants(tx: Transaction, shop: Pick<Shop, 'id'>, products: ProductRecord[]): Promise<void> {
  if (products.length === 0) return
  const untold = products.flatMap((product) => product.untold ?? [])
  await tx.$executeRaw`
    delete from variant
     where shop_id = ${shop.id} and product_id = any(${idList(products.map(({ id }) => id))}) and id <> all(${idList(untold)})`
  await insertVariants(
    tx,
    shop,
    products.flatMap(({ variants }) => variants),
  )
}

async function insertVariants(tx: Transaction, shop: Pick<Shop, 'id'>, variants: VariantRecord[]): Promise<void> {
  if (variants.length === 0) return
  await tx.$executeRaw`
    insert into variant (shop_id, id, product_id, title, sku, price_minor, options)
    select distinct on (id) ${shop.id}, id, product_id, title, sku, price_minor, options
      from ${await relation(tx, variantShape, variants)}
    on conflict (shop_id, id) do update set
      product_id = excluded.product_id, title = excluded.title, sku = excluded.sku, price_minor = excluded.price_minor,
      options = excluded.options`
}

async function buyersOf(tx: Transaction, shop: Pick<Shop, 'id'>, ids: ProductId[]): Promise<CustomerId[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<{ id: CustomerId }[]>`
    select distinct o.customer_id as id
      from order_line l join shop_order o on o.shop_id = l.shop_id and o.id = l.order_id
     where l.shop_id = ${shop.id} and l.product_id = any(${idList(ids)}) and o.customer_id is not null`
  return rows.map(({ id }) => id)
}
