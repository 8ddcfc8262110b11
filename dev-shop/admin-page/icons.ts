import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Html } from './html.ts'
import { raw } from './html.ts'

const packages = createRequire(import.meta.url)
const drawn = new Map<string, Html>()

/** An icon of Shopify's own set, e.g. icon('Home'), as an inline SVG in the colour of its text. */
export function icon(name: string): Html {
  let svg = drawn.get(name)
  if (svg === undefined) {
    const file = packages.resolve(`@shopify/polaris-icons/dist/svg/${name}Icon.svg`)
    svg = raw(readFileSync(file, 'utf8').replace('<svg ', '<svg class="icon" aria-hidden="true" '))
    drawn.set(name, svg)
  }
  return svg
}
