import { parseGid } from '../../ids.ts'
import { takeId } from '../../state/open.ts'
import { first, run } from '../../state/query.ts'
import type { CollectionRow } from '../../state/rows.ts'
import { announce } from '../../webhooks/announce.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'

export const collectionMutations: Fields = { collectionCreate: createCollection }

type Input = { title: string; handle?: string | null; descriptionHtml?: string | null; sources?: SourceInput[] | null }
type SourceInput = { source?: ConditionsSource; shareableSource?: object; subCollections?: object }
type ConditionsSource = {
  title: string
  targetType?: string | null
  inclusion?: {
    matchType?: string | null
    conditions?: ConditionInput[] | null
    selections?: { productId: string }[] | null
  } | null
  exclusion?: object | null
}
type ConditionInput = { productType?: TypeCondition } & Record<string, unknown>
type TypeCondition = { matchType: string; relation: string; values: string[] }

function createCollection(
  _source: unknown,
  { collection, input }: { collection?: Input; input?: object },
  context: Context,
) {
  if (collection === undefined || input != null) {
    throw refusal('dev shop takes collectionCreate(collection:) only', 'BAD_REQUEST')
  }
  if (collection.title.trim() === '')
    return { collection: null, userErrors: [{ field: ['title'], message: "Title can't be blank" }] }
  const { shop } = context
  const handle = freeHandle(context, collection.handle ?? handleOf(collection.title))
  const id = takeId(shop.state)
  const now = shop.now().toISOString()
  run(
    shop.state,
    'insert into collections (id, title, handle, body_html, sources, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?)',
    id,
    collection.title,
    handle,
    collection.descriptionHtml ?? '',
    JSON.stringify(collection.sources ?? []),
    now,
    now,
  )
  for (const one of collection.sources ?? []) fillFrom(context, id, one)
  announce(shop, 'collections/create', id)
  return { collection: first<CollectionRow>(shop.state, 'select * from collections where id = ?', id), userErrors: [] }
}

function fillFrom(context: Context, collectionId: string, { source }: SourceInput): void {
  if (source === undefined || source.exclusion != null || source.targetType === 'VARIANTS') {
    throw refusal('dev shop fills collections from inclusions of products only', 'BAD_REQUEST')
  }
  for (const { productId } of source.inclusion?.selections ?? []) {
    const id = parseGid(productId, 'Product')
    put(context, collectionId, 'id = ?', [id ?? ''])
  }
  const conditions = (source.inclusion?.conditions ?? []).map(conditionSql)
  if (conditions.length === 0) return
  const all = source.inclusion?.matchType !== 'ANY'
  const sql = conditions.map((one) => one.sql).join(all ? ' and ' : ' or ')
  put(
    context,
    collectionId,
    sql,
    conditions.flatMap(({ parameters }) => parameters),
  )
}

function conditionSql({ productType }: ConditionInput): { sql: string; parameters: string[] } {
  if (productType === undefined) throw refusal('dev shop has collection rules on the product type only', 'BAD_REQUEST')
  const { relation, values, matchType } = productType
  const test = comparisons[relation]
  if (test === undefined) throw refusal(`dev shop does not know the relation ${relation}`, 'BAD_REQUEST')
  return { sql: `(${values.map(() => test).join(matchType === 'ALL' ? ' and ' : ' or ')})`, parameters: values }
}

const comparisons: Record<string, string | undefined> = {
  EQUALS: 'lower(product_type) = lower(?)',
  NOT_EQUALS: 'lower(product_type) <> lower(?)',
  CONTAINS: 'instr(lower(product_type), lower(?)) > 0',
  DOES_NOT_CONTAIN: 'instr(lower(product_type), lower(?)) = 0',
}

function put({ shop }: Context, collectionId: string, where: string, parameters: string[]): void {
  run(
    shop.state,
    `insert into collection_products (collection_id, product_id, position)
     select ?, id, row_number() over (order by id) from products where ${where} on conflict do nothing`,
    collectionId,
    ...parameters,
  )
}

function handleOf(title: string): string {
  const plain = title.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss')
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'collection'
}

function freeHandle({ shop }: Context, handle: string): string {
  let free = handle
  for (let n = 1; first(shop.state, 'select 1 from collections where handle = ?', free) !== undefined; n++) {
    free = `${handle}-${String(n)}`
  }
  return free
}
