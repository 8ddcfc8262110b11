import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { z } from 'zod'

export type Translate = (key: string, values?: Record<string, unknown>) => string

type Tree = { [key: string]: string | Tree }
const treeShape: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), treeShape])))

/**
 * The `t` filter of a theme or an extension: looks into <locale>.json, then into the file that ends in .default.json.
 * A key that neither has is shown as Shopify shows it. Values are escaped unless the key ends in _html.
 * @param folder the folder `locales`
 */
export function translatorFor(folder: string, locale: string): Translate {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.schema.json')) : []
  const own = files.find((name) => name === `${locale}.json` || name === `${locale}.default.json`)
  const fallback = files.find((name) => name.endsWith('.default.json'))
  const trees = [own, fallback].flatMap((name) => (name === undefined ? [] : [readTree(`${folder}/${name}`)]))
  return (key, values = {}) => {
    const found = trees.map((tree) => at(tree, key, values.count)).find((text) => text !== undefined)
    if (found === undefined) return `Translation missing: ${locale}.${key}`
    const escape = key.endsWith('_html') ? String : escapeHtml
    return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => escape(shown(values[name])))
  }
}

/** Reads "t:blocks.offer.name" of a block's schema from the extension's schema locales; any other text is itself. */
export function schemaTranslator(folder: string, locale: string): (text: string) => string {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.schema.json')) : []
  const own = files.find((name) => name === `${locale}.schema.json` || name === `${locale}.default.schema.json`)
  const file = own ?? files.find((name) => name.endsWith('.default.schema.json'))
  const tree = file === undefined ? {} : readTree(`${folder}/${file}`)
  return (text) => (text.startsWith('t:') ? (at(tree, text.slice(2), undefined) ?? text) : text)
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

function at(tree: Tree, key: string, count: unknown): string | undefined {
  let found: string | Tree | undefined = tree
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  if (typeof found !== 'object') return found
  const plural = found[Number(count) === 1 ? 'one' : 'other']
  return typeof plural === 'string' ? plural : undefined
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function readTree(path: string): Tree {
  return treeShape.parse(JSON.parse(readFileSync(path, 'utf8')))
}
