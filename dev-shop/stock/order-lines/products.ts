import type { ShopState } from '../../state/open.ts'
import { handleOf } from '../catalogue.ts'
import { idSource } from '../id-source.ts'
import { insertsInto } from '../inserts.ts'

// Postage, fees, discounts and corrections that the book-keeping writes as lines; they are no products of the shop.
const bookkeepingCodes = ['POST', 'DOT', 'M', 'C2', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'B']
const TYPE_NEEDS = 5
const COLLECTIONS = 40

type Ware = { code: string; title: string; type: string; price: number; since: string }

/**
 * Makes a product of every StockCode sold, titled by its most frequent description and typed by that title's last word
 * when at least five products share it; the largest types become collections.
 */
export function fillProducts(state: ShopState): void {
  const wares = typed(readWares(state))
  const nextId = idSource(state)
  const rows = insertsInto(state)
  state.exec(
    'create temp table wares (code text primary key, product_id text, variant_id text, title text not null) without rowid',
  )
  const note = state.prepare('insert into wares values (?, ?, ?, ?)')
  const byType = new Map<string, string[]>()
  for (const ware of wares) {
    if (bookkeepingCodes.includes(ware.code.toUpperCase())) {
      note.run(ware.code, null, null, ware.title)
      continue
    }
    const [productId, variantId] = [nextId(), nextId()]
    note.run(ware.code, productId, variantId, ware.title)
    byType.set(ware.type, [...(byType.get(ware.type) ?? []), productId])
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
  const largest = [...byType].filter(([type]) => type !== 'Other').sort((a, b) => b[1].length - a[1].length)
  for (const [type, members] of largest.slice(0, COLLECTIONS)) {
    const id = nextId()
    const since = wares[0]?.since ?? ''
    rows.collection({ id, title: type, handle: handleOf(type), body_html: '', created_at: since, updated_at: since })
    members.forEach((productId, position) => {
      rows.member({ collection_id: id, product_id: productId, position })
    })
  }
}

function readWares(state: ShopState): Omit<Ware, 'type'>[] {
  const rows = state.prepare(`
    with described as (
      select code, description, row_number() over (partition by code order by count(*) desc, description) as place
      from staged where description <> '' and not is_return group by code, description),
    priced as (
      select code, price, row_number() over (partition by code order by count(*) desc, price) as place
      from staged where price > 0 and not is_return group by code, price)
    select s.code, s.since, coalesce(d.description, s.code) as title, coalesce(p.price, 0) as price
    from (select code, min(at) as since from staged where not is_return group by code) s
    left join described d on d.code = s.code and d.place = 1
    left join priced p on p.code = s.code and p.place = 1
    order by s.since, s.code`)
  return rows.all().map((row) => ({
    code: String(row.code),
    title: titleCase(String(row.title)),
    price: Number(row.price),
    since: String(row.since),
  }))
}

function typed(wares: Omit<Ware, 'type'>[]): Ware[] {
  const shared = new Map<string, number>()
  for (const { title } of wares) shared.set(headNoun(title), (shared.get(headNoun(title)) ?? 0) + 1)
  return wares.map((ware) => {
    const noun = headNoun(ware.title)
    return { ...ware, type: noun !== '' && (shared.get(noun) ?? 0) >= TYPE_NEEDS ? noun : 'Other' }
  })
}

/** The last word of letters only, e.g. 'Holder' of 'White Hanging Heart T-Light Holder'. */
function headNoun(title: string): string {
  const words = title.split(' ').map((word) => word.replace(/[^\p{L}\d]+$/u, ''))
  return words.findLast((word) => /^\p{L}{3,}$/u.test(word)) ?? ''
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/(^|[^\p{L}'])\p{L}/gu, (start) => start.toUpperCase())
}
