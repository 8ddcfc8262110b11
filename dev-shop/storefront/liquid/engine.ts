import { Liquid } from 'liquidjs'
import { readable } from '../../money.ts'
import { formTag, styleTag } from './tags.ts'
import { escapeHtml } from './translations.ts'
import type { Translate } from './translations.ts'

export type LiquidWorld = {
  /** Where snippets are rendered from. */
  root: string | string[]
  translate: Translate
  locale: string
  currency: string
  assetUrl(name: string): string
}

/** A Liquid engine with the filters and tags that Shopify adds to the language. */
export function liquidEngine(world: LiquidWorld): Liquid {
  const engine = new Liquid({ root: world.root, extname: '.liquid', strictFilters: true, lenientIf: true })
  const { translate } = world
  engine.registerFilter('t', (key: unknown, ...named: [string, unknown][]) =>
    translate(String(key), Object.fromEntries(named.filter((pair) => Array.isArray(pair)))),
  )
  engine.registerFilter('money', (minor: unknown) => money(Number(minor ?? 0), world))
  engine.registerFilter(
    'money_with_currency',
    (minor: unknown) => `${money(Number(minor ?? 0), world)} ${world.currency}`,
  )
  engine.registerFilter('money_without_trailing_zeros', (minor: unknown) =>
    money(Number(minor ?? 0), world).replace(/[.,]00/, ''),
  )
  engine.registerFilter('asset_url', (name: unknown) => world.assetUrl(String(name)))
  engine.registerFilter('image_url', (image: unknown) => imageUrl(image))
  engine.registerFilter('image_tag', (url: unknown) => `<img src="${escapeHtml(String(url))}" alt="" loading="lazy">`)
  engine.registerFilter('stylesheet_tag', (url: unknown) => `<link rel="stylesheet" href="${escapeHtml(String(url))}">`)
  engine.registerFilter('script_tag', (url: unknown) => `<script src="${escapeHtml(String(url))}"></script>`)
  engine.registerFilter('handleize', (text: unknown) => handle(String(text)))
  engine.registerFilter('handle', (text: unknown) => handle(String(text)))
  engine.registerFilter('within', (url: unknown) => url)
  engine.registerTag('form', formTag)
  engine.registerTag('style', styleTag)
  return engine
}

/** An amount in the shop's currency, written as the language writes it, e.g. 129,00 €. */
export function money(minor: number, { locale, currency }: { locale: string; currency: string }): string {
  return readable(minor, currency, locale)
}

function imageUrl(image: unknown): string {
  if (typeof image === 'string') return image
  return typeof image === 'object' && image !== null && 'src' in image ? String(image.src) : ''
}

function handle(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '-')
    .replace(/^-|-$/g, '')
}
