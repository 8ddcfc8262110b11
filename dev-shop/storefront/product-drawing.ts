import { hash } from '../stock/random.ts'
import { motifShape } from './motif-shape.ts'

const metals: Record<string, [light: string, base: string, dark: string]> = {
  Silber: ['#f1f3f5', '#b9c0c7', '#7d868f'],
  Gold: ['#f6e3a8', '#d3a640', '#96701c'],
  Roségold: ['#f6d6c8', '#d6937a', '#9c5d47'],
  Perle: ['#f6e3a8', '#d3a640', '#96701c'],
  Bernstein: ['#f3c069', '#c8782a', '#7f4312'],
  Emaille: ['#f6e3a8', '#c79a3f', '#8a671c'],
}
const enamels: [name: string, hex: string][] = [
  ['Tannengrün', '#2f5d50'],
  ['Mitternachtsblau', '#2b3a67'],
  ['Koralle', '#d9694f'],
  ['Elfenbein', '#efe3cc'],
  ['Senfgelb', '#cf9f35'],
  ['Taubengrau', '#8d97a5'],
]
const grounds = ['#f3ece2', '#e9ede8', '#ece8ef', '#f4e9e4', '#e6ecf0', '#efeee6']

/** What a drawing needs to know of a product. */
export type Drawn = { handle: string; title: string; type: string; tags: string[]; text: string }

/** A flat SVG drawing, 800 by 800, of a piece of jewellery by type, material and motif; a gift box for anything else. */
export function drawProduct(product: Drawn): string {
  const [light, base, dark] = metals[product.tags.find((tag) => tag in metals) ?? 'Silber'] ?? ['#eee', '#bbb', '#888']
  const ground = grounds[hash(product.handle) % grounds.length] ?? '#f3ece2'
  const colour = enamels.find(([name]) => product.text.includes(name))?.[1] ?? '#2f5d50'
  const fill = product.tags.includes('Emaille')
    ? colour
    : product.tags.includes('Perle')
      ? 'url(#pearl)'
      : 'url(#metal)'
  const motif = (x: number, y: number, size: number) => motifShape(product.title, { x, y, size, fill, line: dark })
  const draw = pieces[product.type] ?? box
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" role="img">
<defs><linearGradient id="metal" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${light}"/><stop offset=".55" stop-color="${base}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
<radialGradient id="pearl" cx=".35" cy=".3" r=".9"><stop offset="0" stop-color="#fff"/><stop offset=".6" stop-color="#eadfce"/><stop offset="1" stop-color="#b9a98f"/></radialGradient>
<radialGradient id="ground" cx=".5" cy=".42" r=".8"><stop offset="0" stop-color="#fff" stop-opacity=".75"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
<rect width="800" height="800" fill="${ground}"/><rect width="800" height="800" fill="url(#ground)"/>
${draw({ motif, base, dark, light })}
</svg>`
}

type Brush = { motif: (x: number, y: number, size: number) => string; base: string; dark: string; light: string }

const pieces: Record<string, (brush: Brush) => string> = {
  Halsketten: ({ motif, dark, base }) =>
    shadow(400, 640, 110) +
    `<path d="M190 90C200 330 300 470 400 505C500 470 600 330 610 90" fill="none" stroke="${dark}" stroke-width="7" stroke-linecap="round"/>` +
    `<path d="M190 90C200 330 300 470 400 505C500 470 600 330 610 90" fill="none" stroke="${base}" stroke-width="5" stroke-dasharray="10 5"/>` +
    `<circle cx="400" cy="508" r="11" fill="none" stroke="${dark}" stroke-width="5"/>` +
    motif(400, 580, 68),
  Ringe: ({ motif, dark, light }) =>
    shadow(400, 655, 150) +
    `<circle cx="400" cy="470" r="165" fill="none" stroke="url(#metal)" stroke-width="38"/>` +
    `<circle cx="400" cy="470" r="185" fill="none" stroke="${dark}" stroke-width="2" opacity=".5"/>` +
    `<path d="M262 410A150 150 0 0 1 330 330" fill="none" stroke="${light}" stroke-width="9" stroke-linecap="round" opacity=".9"/>` +
    `<path d="M355 318L400 340L445 318L425 285H375Z" fill="${dark}"/>` +
    motif(400, 245, 76),
  Ohrringe: ({ motif, dark }) =>
    [280, 520]
      .map(
        (x) =>
          shadow(x, 640, 70) +
          `<path d="M${x} 360V290C${x} 215 ${x - 62} 215 ${x - 62} 280V320" fill="none" stroke="${dark}" stroke-width="7" stroke-linecap="round"/>` +
          `<circle cx="${x}" cy="372" r="12" fill="none" stroke="${dark}" stroke-width="6"/>` +
          motif(x, 470, 82),
      )
      .join(''),
  Armbänder: ({ motif, dark, base }) =>
    shadow(400, 625, 210) +
    `<ellipse cx="400" cy="420" rx="245" ry="165" fill="none" stroke="${dark}" stroke-width="16"/>` +
    `<ellipse cx="400" cy="420" rx="245" ry="165" fill="none" stroke="${base}" stroke-width="11" stroke-dasharray="22 7" stroke-linecap="round"/>` +
    motif(400, 585, 62) +
    `<circle cx="235" cy="543" r="17" fill="url(#metal)"/><circle cx="565" cy="543" r="17" fill="url(#metal)"/>`,
  Broschen: ({ motif, dark }) =>
    shadow(400, 600, 170) +
    `<path d="M180 520L620 290" stroke="${dark}" stroke-width="8" stroke-linecap="round"/><circle cx="180" cy="520" r="14" fill="${dark}"/>` +
    motif(400, 400, 165),
}

function box({ dark, base }: Brush): string {
  return (
    shadow(400, 620, 190) +
    `<rect x="240" y="330" width="320" height="260" rx="6" fill="#d9cbb6"/><rect x="222" y="280" width="356" height="70" rx="6" fill="#e6dac7"/>` +
    `<rect x="376" y="280" width="48" height="310" fill="${base}"/><path d="M400 280C330 190 270 240 400 280C530 240 470 190 400 280" fill="none" stroke="${dark}" stroke-width="14"/>`
  )
}

function shadow(x: number, y: number, width: number): string {
  return `<ellipse cx="${x}" cy="${y + 25}" rx="${width}" ry="14" fill="#3b3226" opacity=".09"/>`
}
