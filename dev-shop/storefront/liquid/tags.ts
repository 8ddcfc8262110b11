import { Tag } from 'liquidjs'
import type { Context, Liquid, Parser, TagToken, Template, TopLevelToken } from 'liquidjs'

type TagClass = Extract<Parameters<Liquid['registerTag']>[1], new (...parameters: never[]) => Tag>

const actions: Record<string, string> = {
  product: '/cart/add',
  cart: '/cart',
  customer_login: '/account/login',
  localization: '/localization',
  contact: '/contact#contact_form',
  customer: '/contact#contact_form',
}

/** {% form 'product', product %}…{% endform %}: an HTML form that posts where Shopify's would. */
export const formTag = block('form', (inner, opening) => {
  const type = /^\s*['"]([\w-]+)['"]/.exec(opening)?.[1] ?? ''
  const action = actions[type]
  if (action === undefined) throw new Error(`the form type '${type}' is not known to this shop`)
  return `<form method="post" action="${action}" accept-charset="UTF-8"><input type="hidden" name="form_type" value="${type}">${inner}</form>`
})

/** {% style %}…{% endstyle %}. */
export const styleTag = block('style', (inner) => `<style>${inner}</style>`)

function block(name: string, wrap: (inner: string, opening: string) => string): TagClass {
  return class extends Tag {
    private readonly opening: string
    private readonly templates: Template[] = []

    constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, rest, liquid)
      this.opening = token.args
      const stream = parser.parseStream(rest)
      stream
        .on(`tag:end${name}`, () => {
          stream.stop()
        })
        .on('template', (template: Template) => this.templates.push(template))
        .on('end', () => {
          throw new Error(`tag ${name} is not closed`)
        })
      stream.start()
    }

    override *render(context: Context): Generator<unknown, string, string> {
      return wrap(yield this.liquid.renderer.renderTemplates(this.templates, context), this.opening)
    }
  }
}
