import type { Random } from './random.ts'
import { materials, productTypes, type Material, type ProductType } from './assortment.ts'
import { describe } from './product-text.ts'

export type Offer = {
  title: string
  handle: string
  type: ProductType
  material: Material
  colour: string
  vendor: string
  /** Minor units, before the size's surcharge. */
  price: number
  option: { name: string; values: string[] }
  tags: string[]
  bodyHtml: string
  /** How often shoppers choose it beside its neighbours. */
  popularity: number
}

const ateliers = ['Atelier Lindner', 'Goldschmiede Osten', 'Werkstatt Kessler', 'Studio Marlene Voss', 'Emaille Brandt']
const motifs = [
  'Morgentau', 'Lindenblatt', 'Nordlicht', 'Kieselstein', 'Wellenspiel', 'Halbmond', 'Mohnblüte', 'Feder',
  'Abendstern', 'Hafen', 'Ginkgo', 'Rauhreif', 'Libelle', 'Seerose', 'Tannenzapfen', 'Zugvogel',
] // prettier-ignore
const colours = ['Tannengrün', 'Mitternachtsblau', 'Koralle', 'Elfenbein', 'Senfgelb', 'Taubengrau']
const singular: Record<ProductType, string> = {
  Halsketten: 'Halskette',
  Ringe: 'Ring',
  Ohrringe: 'Ohrringe',
  Armbänder: 'Armband',
  Broschen: 'Brosche',
}
const basePrice: Record<ProductType, number> = { Halsketten: 72, Ringe: 58, Ohrringe: 42, Armbänder: 54, Broschen: 38 }
const materialFactor: Record<Material, number> = {
  Silber: 1,
  Gold: 2.6,
  Roségold: 2.1,
  Perle: 1.4,
  Bernstein: 1.2,
  Emaille: 0.8,
}

/** HandelBlitz's eighty pieces: sixteen of each product type. */
export function catalogue(random: Random): Offer[] {
  return productTypes.flatMap((type, typeIndex) =>
    motifs.map((motif, index) => offer(type, motif, index + typeIndex * 5, random)),
  )
}

function offer(type: ProductType, motif: string, turn: number, random: Random): Offer {
  const material = materials[turn % materials.length] ?? 'Silber'
  const colour = colours[(turn * 5 + 1) % colours.length] ?? 'Elfenbein'
  const title = `${singular[type]} ${motif}`
  const euros = basePrice[type] * materialFactor[material] * (0.75 + random.unit() * 0.7)
  return {
    title,
    handle: handleOf(title),
    type,
    material,
    colour,
    vendor: ateliers[turn % ateliers.length] ?? 'Atelier Lindner',
    price: Math.max(19, Math.round(euros)) * 100 - (random.chance(0.5) ? 10 : 0),
    option: optionFor(type, material, turn),
    tags: tagsFor(material, turn),
    bodyHtml: describe({ type, motif, material, colour }),
    popularity: 0.3 + random.exponential(1),
  }
}

function optionFor(type: ProductType, material: Material, turn: number): Offer['option'] {
  if (type === 'Ringe') return { name: 'Ringgröße', values: ['50', '52', '54', '56', '58', '60'] }
  if (type === 'Halsketten') return { name: 'Länge', values: ['42 cm', '45 cm', '50 cm'] }
  if (type === 'Armbänder') return { name: 'Länge', values: ['17 cm', '19 cm'] }
  if (material === 'Emaille' || material === 'Perle') {
    return { name: 'Farbe', values: [0, 1, 2].map((step) => colours[(turn * 5 + 1 + step * 2) % 6] ?? 'Elfenbein') }
  }
  return { name: 'Title', values: ['Default Title'] }
}

function tagsFor(material: Material, turn: number): string[] {
  const season = ['frühling', 'sommer', 'herbst', 'winter'][turn % 4] ?? 'frühling'
  return [material, 'handgemacht', season, ...(turn % 7 === 0 ? ['geschenkidee'] : [])]
}

/** A URL handle as Shopify makes one: lower case, umlauts and accents opened up, hyphens between words. */
export function handleOf(title: string): string {
  return asciiOf(title.toLowerCase())
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** Umlauts as two letters, other accents dropped. */
export function asciiOf(text: string): string {
  const opened = text.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss')
  return opened.normalize('NFD').replace(/\p{M}/gu, '')
}
