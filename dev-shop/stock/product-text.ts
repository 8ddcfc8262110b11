import type { Material, ProductType } from './assortment.ts'

const opening: Record<ProductType, string> = {
  Halsketten: 'Eine feine Halskette, die sich leicht anlegt und den ganzen Tag begleitet.',
  Ringe: 'Ein Ring, der in der Hand entsteht: gesägt, gefeilt und von Hand poliert.',
  Ohrringe: 'Leichte Ohrringe, die man nach einer Stunde vergisst und erst am Spiegel wieder bemerkt.',
  Armbänder: 'Ein Armband, das sich ans Handgelenk legt, ohne zu klappern.',
  Broschen: 'Eine Brosche für Mantel, Schal oder Tasche, mit sicherem Verschluss.',
}
const making: Record<Material, string> = {
  Silber: '925er Sterlingsilber, mattiert und an den Kanten poliert.',
  Gold: '585er Gelbgold aus zertifizierter Wiedergewinnung.',
  Roségold: '585er Roségold mit einem warmen, kupfernen Ton.',
  Perle: 'Süßwasserperlen, einzeln ausgesucht und von Hand gefasst.',
  Bernstein: 'Baltischer Bernstein, jedes Stück mit eigener Zeichnung.',
  Emaille: 'Feueremaille auf Kupfer, in drei Bränden aufgebaut.',
}

/** German product text as HTML. */
export function describe(piece: { type: ProductType; motif: string; material: Material; colour: string }): string {
  return (
    `<p>${opening[piece.type]} Das Motiv „${piece.motif}“ ist im Atelier gezeichnet und in kleiner Zahl gefertigt.</p>` +
    `<ul><li>Material: ${making[piece.material]}</li><li>Farbton: ${piece.colour}</li>` +
    `<li>Handgemacht in Deutschland, geliefert in einer Schachtel aus Graupappe</li></ul>`
  )
}
