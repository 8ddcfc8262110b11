import type { ProductRow } from '../../state/rows.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { keysetPage } from '../keyset.ts'
import { badge, pageHead, tableCard } from '../parts.ts'
import type { View } from '../view.ts'
import { containing } from './query.ts'
import type { ListQuery } from './query.ts'

type ListedProduct = ProductRow & { stock: number | null; price: number | null }

/** All products, the newest first. */
export function productsPage(view: View, { words, place }: ListQuery): Html {
  const { texts, format } = view
  const select = `select p.*, (select sum(v.inventory_quantity) from variants v where v.product_id = p.id) as stock,
    (select min(v.price) from variants v where v.product_id = p.id) as price from products p`
  const search = words === '' ? {} : { where: String.raw`p.title like ? escape '\'`, parameters: [containing(words)] }
  const page = keysetPage<ListedProduct>(view.shop, { select, key: ['p.id'], ...search }, place)
  return html`${pageHead(texts.products)}
  ${tableCard(view, {
    path: `${view.storePath}/products`,
    search: texts.searchProducts,
    words,
    page,
    columns: [
      { label: texts.product },
      { label: texts.status },
      { label: texts.stock, number: true, minor: true },
      { label: texts.type, minor: true },
      { label: texts.vendor, minor: true },
      { label: texts.price, number: true },
    ],
    cells: (product) => [
      html`<a class="strong product-cell" href="/products/${product.handle}" target="_blank"
        >${picture(product)}${product.title}</a
      >`,
      badge(view, product.status),
      format.number(product.stock ?? 0),
      product.product_type,
      product.vendor,
      product.price === null ? '–' : format.money(product.price),
    ],
  })}`
}

function picture(product: ProductRow): Html {
  return product.image === null
    ? html`<span class="thumbnail"></span>`
    : html`<img class="thumbnail" src="${product.image}" alt="" loading="lazy" />`
}
