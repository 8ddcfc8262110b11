import type { ShopState } from '../../state/open.ts'
import { handleOf } from '../catalogue.ts'
import { idSource } from '../id-source.ts'
import { insertsInto } from '../inserts.ts'
import type { Inserts } from '../inserts.ts'

// Postage, fees, discounts and corrections that the book-keeping writes as lines; they are no products of the shop.
const bookkeepingCodes = ['POST', 'DOT', 'M', 'C2', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'B']
const TYPE_NEEDS = 5
const NO_TYPE = 'Other'
const COLLECTIONS = 40

type Ware = { code: string; title: string; type: string; price: number; since: string }

/**
 * Makes a product of every StockCode sold, titled by its most frequent description and typed by that title's last word
 * when at least five products share it; the largest types become collections.
 */
export function fillProducts(state: ShopState): void {
  const nextId = idSource(state)
  const rows = insertsInto(state)
  describeWares(state)
  const note = state.prepare('update wares set product_id = ?, variant_id = ? where code = ?')
  const bookkeeping = new Set(bookkeepingCodes)
  for (const ware of state.prepare('select * from described order by since, code').iterate() as Iterable<Ware>) {
    if (bookkeeping.has(ware.code.toUpperCase())) continue
    const [productId, variantId] = [nextId(), nextId()]
    note.run(productId, variantId, ware.code)
    writeWare(rows, ware, productId, variantId)
  }
  fillCollections(state, rows, nextId)
  state.exec('drop table described')
}

function writeWare(rows: Inserts, ware: Ware, productId: string, variantId: string): void {
  const times = { created_at: ware.since, updated_at: ware.since }
  const handle = `${handleOf(ware.title)}-${handleOf(ware.code)}`
  rows.product({
    id: productId,
    title: ware.title,
    handle: `${handle}-${productId.slice(-5)}`,
    product_type: ware.type,
    vendor: '',
    tags: '[]',
    options: '[{"name":"Title","values":["Default Title"]}]',
    body_html: '',
    image: null,
    published_at: ware.since,
    ...times,
  })
  rows.variant({
    id: variantId,
    product_id: productId,
    title: 'Default Title',
    sku: ware.code,
    price: ware.price,
    options: '[{"name":"Title","value":"Default Title"}]',
    inventory_quantity: 100,
    position: 1,
    ...times,
  })
}

function fillCollections(state: ShopState, rows: Inserts, nextId: () => string): void {
  const largest = state.prepare(`
    select type, (select min(since) from described) as since from described join wares using (code)
     where type <> '${NO_TYPE}' and product_id is not null
     group by type order by count(*) desc, min(since || code) limit ${String(COLLECTIONS)}`)
  const members = state.prepare(
    'select product_id from described join wares using (code) where type = ? and product_id is not null order by since, code',
  )
  for (const { type, since } of largest.all() as Pick<Ware, 'type' | 'since'>[]) {
    const id = nextId()
    rows.collection({ id, title: type, handle: handleOf(type), body_html: '', created_at: since, updated_at: since })
    let position = 0
    for (const { product_id } of members.iterate(type) as Iterable<{ product_id: string }>)
      rows.member({ collection_id: id, product_id, position: position++ })
  }
}

/** The temporary tables `wares`, which the orders read, and `described`: every ware with title, type, price and first sale. */
function describeWares(state: ShopState): void {
  state.function('title_case', { deterministic: true }, (text) => titleCase(String(text)))
  state.function('head_noun', { deterministic: true }, (title) => headNoun(String(title)))
  state.exec(`
    create temp table titled as
    with described as (
      select code, description, row_number() over (partition by code order by count(*) desc, description) as place
      from staged where description <> '' and not is_return group by code, description),
    priced as (
      select code, price, row_number() over (partition by code order by count(*) desc, price) as place
      from staged where price > 0 and not is_return group by code, price)
    select s.code, s.since, title_case(coalesce(d.description, s.code)) as title, coalesce(p.price, 0) as price
    from (select code, min(at) as since from staged where not is_return group by code) s
    left join described d on d.code = s.code and d.place = 1
    left join priced p on p.code = s.code and p.place = 1;
    create temp table described as
    with nouns as (select code, head_noun(title) as noun from titled),
    shared as (select noun from nouns where noun <> '' group by noun having count(*) >= ${String(TYPE_NEEDS)})
    select t.*, coalesce(shared.noun, '${NO_TYPE}') as type
    from titled t join nouns using (code) left join shared using (noun);
    create temp table wares (code text primary key, product_id text, variant_id text, title text not null) without rowid;
    insert into wares (code, title) select code, title from titled;
    drop table titled`)
}

/** The last word of letters only, e.g. 'Holder' of 'White Hanging Heart T-Light Holder'. */
function headNoun(title: string): string {
  const words = title.split(' ').map((word) => word.replace(/[^\p{L}\d]+$/u, ''))
  return words.findLast((word) => /^\p{L}{3,}$/u.test(word)) ?? ''
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/(^|[^\p{L}'])\p{L}/gu, (start) => start.toUpperCase())
}
