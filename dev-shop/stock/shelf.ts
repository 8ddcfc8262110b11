import type { ShopState } from '../state/open.ts'
import { productTypes } from './assortment.ts'
import { catalogue, handleOf } from './catalogue.ts'
import type { Offer } from './catalogue.ts'
import { idSource } from './id-source.ts'
import type { Random } from './random.ts'
import { insertsInto } from './inserts.ts'
import type { Inserts } from './inserts.ts'

export type ShelfVariant = { id: string; title: string; sku: string; price: number }
export type ShelfItem = { id: string; offer: Offer; variants: ShelfVariant[] }

/** Puts HandelBlitz's products, variants and collections into the state and returns what is on the shelf. */
export function fillShelf(state: ShopState, random: Random, openedAt: string): ShelfItem[] {
  const rows = insertsInto(state)
  const nextId = idSource(state)
  const shelf = catalogue(random).map((offer) => shelve(offer, rows, nextId, random, openedAt))
  for (const [title, text, items] of collectionsOf(shelf)) {
    const id = nextId()
    const handle = handleOf(title)
    rows.collection({ id, title, handle, body_html: `<p>${text}</p>`, created_at: openedAt, updated_at: openedAt })
    items.forEach((item, position) => rows.member({ collection_id: id, product_id: item.id, position }))
  }
  return shelf
}

function shelve(offer: Offer, rows: Inserts, nextId: () => string, random: Random, openedAt: string): ShelfItem {
  const id = nextId()
  const times = { created_at: openedAt, updated_at: openedAt }
  rows.product({
    id,
    title: offer.title,
    handle: offer.handle,
    product_type: offer.type,
    vendor: offer.vendor,
    tags: JSON.stringify(offer.tags),
    options: JSON.stringify([offer.option]),
    body_html: offer.bodyHtml,
    image: `/pictures/${offer.handle}.svg`,
    published_at: openedAt,
    ...times,
  })
  const variants = offer.option.values.map((value, index): ShelfVariant => {
    const surcharge = offer.option.name === 'Länge' ? index * 400 : 0
    const sku = `${skuOf(offer.handle)}-${index + 1}`
    return { id: nextId(), title: value, sku, price: offer.price + surcharge }
  })
  variants.forEach((variant, index) => {
    rows.variant({
      ...variant,
      product_id: id,
      options: JSON.stringify([{ name: offer.option.name, value: variant.title }]),
      inventory_quantity: 4 + random.below(30),
      position: index + 1,
      ...times,
    })
  })
  return { id, offer, variants }
}

function collectionsOf(shelf: ShelfItem[]): [title: string, text: string, items: ShelfItem[]][] {
  const byType = productTypes.map((type): [string, string, ShelfItem[]] => [
    type,
    `Alle ${type} aus unseren Ateliers.`,
    shelf.filter(({ offer }) => offer.type === type),
  ])
  const tagged = (tag: string) => shelf.filter(({ offer }) => offer.tags.includes(tag))
  const popular = [...shelf].sort((a, b) => b.offer.popularity - a.offer.popularity)
  return [
    ...byType,
    ['Frühlingskollektion', 'Blüten, Blätter und das erste Licht.', tagged('frühling')],
    ['Winterlicht', 'Warmes Gold und stilles Silber für die dunklen Monate.', tagged('winter')],
    ['Geschenkideen', 'Kleine Schachteln, große Augen.', tagged('geschenkidee')],
    ['Bestseller', 'Was unsere Kundinnen und Kunden am liebsten tragen.', popular.slice(0, 12)],
  ]
}

function skuOf(handle: string): string {
  return handle
    .split('-')
    .map((word) => word.slice(0, 4).toUpperCase())
    .join('-')
}
