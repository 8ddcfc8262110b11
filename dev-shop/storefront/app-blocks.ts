import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { liquidEngine } from './liquid/engine.ts'
import { schemaTranslator, translatorFor } from './liquid/translations.ts'

/** One theme app extension: where its files lie and under which handle its assets are served. */
export type ThemeExtension = { handle: string; folder: string }

/** The rendered blocks of a page, with the stylesheets and scripts they ask for, each once. */
export type RenderedBlocks = { section: string; body: string; stylesheets: string[]; scripts: string[] }

type Globals = Record<string, unknown>
type Schema = z.infer<typeof schemaShape>

/** Every theme app extension below `extensionsPath`. */
export function themeExtensions(extensionsPath: string): ThemeExtension[] {
  if (!existsSync(extensionsPath)) return []
  return readdirSync(extensionsPath).flatMap((name) => {
    const folder = join(extensionsPath, name)
    const toml = join(folder, 'shopify.extension.toml')
    if (!existsSync(toml)) return []
    const { extensions } = tomlShape.parse(parse(readFileSync(toml, 'utf8')))
    return extensions.flatMap(({ type, handle }) => (type === 'theme' ? [{ handle: handle ?? name, folder }] : []))
  })
}

/**
 * Renders all app blocks as though the merchant had placed each of them once with its default settings: those with
 * target 'section' where the template allows it, embeds with target 'body' on every page. available_if is ignored.
 * @param page.template Shopify's template name, e.g. 'product' or 'cart'
 * @param page.globals the objects of the page: shop, customer, product, request, routes, cart, …
 */
export async function renderAppBlocks(
  extensionsPath: string,
  page: { template: string; locale: string; currency: string; globals: Globals },
): Promise<RenderedBlocks> {
  const rendered: RenderedBlocks = { section: '', body: '', stylesheets: [], scripts: [] }
  for (const extension of themeExtensions(extensionsPath)) {
    const blocks = join(extension.folder, 'blocks')
    for (const file of existsSync(blocks) ? readdirSync(blocks).sort() : []) {
      if (file.endsWith('.liquid')) await renderBlock(extension, file, page, rendered)
    }
  }
  return rendered
}

/** A block as the theme editor lists it. `templates` is null where it shows on every page. */
export type PlacedBlock = { extension: string; name: string; embed: boolean; templates: string[] | null }

/** The blocks that the storefront shows, by their names in a language, and on which pages. */
export function placedBlocks(extensionsPath: string, locale: string): PlacedBlock[] {
  return themeExtensions(extensionsPath).flatMap((extension) => {
    const named = schemaTranslator(join(extension.folder, 'locales'), locale)
    const folder = join(extension.folder, 'blocks')
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.liquid')) : []
    return files.sort().flatMap((file): PlacedBlock[] => {
      const { schema } = takeApart(readFileSync(join(folder, file), 'utf8'), file)
      const embed = schema.target === 'body'
      if (!embed && !isPlaced(schema, 'product')) return []
      const templates = embed ? (schema.enabled_on?.templates ?? null) : ['product']
      return [{ extension: extension.handle, name: named(schema.name), embed, templates }]
    })
  })
}

async function renderBlock(
  extension: ThemeExtension,
  file: string,
  page: { template: string; locale: string; currency: string; globals: Globals },
  into: RenderedBlocks,
): Promise<void> {
  const source = readFileSync(join(extension.folder, 'blocks', file), 'utf8')
  const { schema, liquid, css, js } = takeApart(source, file)
  if (!isPlaced(schema, page.template)) return
  const assetUrl = (name: string) => `/extensions/${extension.handle}/assets/${name}`
  const engine = liquidEngine({
    root: join(extension.folder, 'snippets'),
    translate: translatorFor(join(extension.folder, 'locales'), page.locale),
    locale: page.locale,
    currency: page.currency,
    assetUrl,
  })
  const id = `${extension.handle}-${file.replace('.liquid', '')}`
  const block = {
    id,
    type: `shopify://apps/${extension.handle}/blocks/${file.replace('.liquid', '')}`,
    settings: defaultsOf(schema, page.globals),
    shopify_attributes: `data-shopify-editor-block="${id}"`,
  }
  const html = String(await engine.parseAndRender(liquid, { ...page.globals, block }))
  const wrapped = `<div id="shopify-block-${id}" class="shopify-block shopify-app-block">${html}</div>`
  if (schema.target === 'body') into.body += wrapped
  else into.section += wrapped
  if (css) into.section += `<style>${css}</style>`
  if (js) into.body += `<script>${js}</script>`
  addOnce(into.stylesheets, schema.stylesheet && assetUrl(schema.stylesheet))
  addOnce(into.scripts, schema.javascript && assetUrl(schema.javascript))
}

/** Splits off what Shopify does not run as Liquid: schema, stylesheet, javascript and doc. */
function takeApart(source: string, file: string) {
  const parts: Record<string, string> = {}
  const liquid = source.replace(
    /\{%-?\s*(schema|stylesheet|javascript|doc)\s*-?%\}([\s\S]*?)\{%-?\s*end\1\s*-?%\}/g,
    (_, name: string, body: string) => {
      parts[name] = body
      return ''
    },
  )
  if (parts.schema === undefined) throw new Error(`${file}: a block needs a schema tag`)
  const schema = schemaShape.parse(JSON.parse(parts.schema))
  return { schema, liquid, css: parts.stylesheet, js: parts.javascript }
}

function isPlaced({ target, enabled_on: on, disabled_on: off }: Schema, template: string): boolean {
  if (target === 'head' || target === 'compliance_head') return false
  if (off?.templates?.some((name) => name === '*' || name === template)) return false
  if (on?.templates && !on.templates.includes('*') && !on.templates.includes(template)) return false
  return target === 'body' || template === 'product'
}

/** Settings at their defaults; a setting of type product that autofills is the page's product. */
function defaultsOf({ settings }: Schema, globals: Globals): Globals {
  const pairs = settings.flatMap((setting): [string, unknown][] => {
    if (setting.id === undefined) return []
    if (setting.type === 'product') return [[setting.id, setting.autofill ? globals.product : undefined]]
    return [[setting.id, setting.default]]
  })
  return Object.fromEntries(pairs)
}

function addOnce(urls: string[], url: string | undefined): void {
  if (url && !urls.includes(url)) urls.push(url)
}

const tomlShape = z.object({
  extensions: z.array(z.object({ type: z.string(), handle: z.string().optional() })).default([]),
})
const templatesShape = z.object({ templates: z.array(z.string()).optional() }).optional()
const schemaShape = z.object({
  name: z.string(),
  target: z.enum(['section', 'body', 'head', 'compliance_head']),
  stylesheet: z.string().optional(),
  javascript: z.string().optional(),
  enabled_on: templatesShape,
  disabled_on: templatesShape,
  settings: z
    .array(
      z.object({
        type: z.string(),
        id: z.string().optional(),
        default: z.unknown().optional(),
        autofill: z.boolean().optional(),
      }),
    )
    .default([]),
})
