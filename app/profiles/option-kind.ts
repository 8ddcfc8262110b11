/** What a variant's option tells about liking. */
export type OptionLiking = { kind: 'material' | 'colour' | 'size'; value: string }

/**
 * Reads an option by its name, in the languages of Shopify's larger European markets; null for a name that says none of
 * these, so nothing is invented. A ring size is a size of its own: "Ringgröße 54" is no shoe and no colour.
 */
export function likingOfOption(name: string, value: string): OptionLiking | null {
  const word = name.normalize('NFC').trim().toLowerCase()
  const said = value.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (said === '' || said === 'Default Title') return null
  if (sizes.some((size) => word === size)) return { kind: 'size', value: said }
  if (sizes.some((size) => isKindOf(word, size))) return { kind: 'size', value: `${name.trim()} ${said}` }
  if (colours.some((colour) => isKindOf(word, colour))) return { kind: 'colour', value: said }
  if (materials.some((material) => isKindOf(word, material))) return { kind: 'material', value: said }
  return null
}

// German joins ("Bandfarbe"), English and the Romance languages put it beside ("frame color", "taille de bague").
function isKindOf(word: string, noun: string): boolean {
  return word === noun || word.endsWith(noun) || word.startsWith(`${noun} `)
}

const sizes = [
  ...['größe', 'grösse', 'groesse', 'size', 'taille', 'pointure', 'taglia', 'misura', 'talla', 'tamaño', 'tamanho'],
  ...['maat', 'rozmiar', 'storlek', 'størrelse', 'koko', 'velikost', 'méret', 'dydis', 'mărime'],
]
const colours = [
  ...['farbe', 'farbton', 'colour', 'color', 'couleur', 'coloris', 'colore', 'cor', 'kleur', 'kolor', 'färg'],
  ...['farve', 'farge', 'väri', 'barva', 'farba', 'szín', 'spalva', 'culoare'],
]
const materials = [
  ...['material', 'werkstoff', 'legierung', 'metall', 'metal', 'stoff', 'fabric', 'matière', 'matériau', 'métal'],
  ...[
    'materiale',
    'metallo',
    'materiaal',
    'metaal',
    'materiał',
    'materiaali',
    'materiál',
    'anyag',
    'tessuto',
    'tejido',
  ],
]
