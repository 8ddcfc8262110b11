import type { MessageText } from '../campaign.ts'
import { valuesFor, type Occasion, type Personal } from '../variables.ts'
import { blocksMjml } from './block-mjml.ts'
import { blocksText } from './block-text.ts'
import type { MjmlProblem } from './check-mjml.ts'
import { checkMessage, type BrokenPart } from './check-message.ts'
import type { MailDesign } from './design.ts'
import { Hidden } from './hidden.ts'
import { builtLayout, CONTENT } from './layout.ts'
import { Links } from './links.ts'
import { describeLiquid, parseLiquid, renderLiquid, type LiquidProblem } from './liquid.ts'
import { mjmlToHtml } from './mjml.server.ts'

export type Written = { subject: string; text: string; html: string }
/** How a link is printed for one person, and what is loaded when they open the mail; as they are where nothing is recorded. */
export type Marking = { link: (target: string) => string; pixel: string }
export type Broken =
  ({ outcome: 'broken' } & BrokenPart) | ({ outcome: 'broken'; part: 'layout' } & (MjmlProblem | LiquidProblem))

/** A message in one language, read once and ready to be filled in for anybody. */
export type CompiledMessage = {
  outcome: 'compiled'
  write: (personal: Personal, marking?: Marking) => ({ outcome: 'rendered' } & Written) | Broken
  /** The addresses it leads to that are the same for everybody. */
  fixedLinks: string[]
}

const UNMARKED: Marking = { link: (target) => target, pixel: '' }

/** Reads a message and the layout around it; whatever is broken is named with its place and never reaches anybody. */
export function compileMessage(message: MessageText, design: MailDesign, occasion: Occasion): CompiledMessage | Broken {
  const [broken] = checkMessage(message).filter(({ code }) => code !== 'may-be-empty')
  if (broken !== undefined) return { outcome: 'broken', ...broken }
  const links = new Links()
  const made = htmlOf(message, design, occasion, links)
  if ('outcome' in made) return made
  const parts = {
    subject: parseLiquid(message.subject, 'plain'),
    text: parseLiquid(blocksText(message.blocks, design.imprint, occasion.language), 'plain'),
    html: made.html,
    links: links.targets.map((target) => parseLiquid(target, 'plain')),
  }
  const valuesOf = valuesFor(occasion)
  return {
    outcome: 'compiled',
    fixedLinks: links.targets.filter((target) => !target.includes('{{')),
    write(personal, marking = UNMARKED) {
      try {
        const values = valuesOf(personal)
        const subject = renderLiquid(parts.subject, values, 'plain').replace(/\s+/g, ' ').trim()
        const targets = parts.links.map((link, place) =>
          isMissingPick(links.targets[place], personal) ? '' : marking.link(renderLiquid(link, values, 'plain')),
        )
        const html = renderLiquid(parts.html, { ...values, subject, links: targets, pixel: marking.pixel }, 'html')
        return { outcome: 'rendered', subject, text: renderLiquid(parts.text, values, 'plain'), html }
      } catch (error) {
        return { outcome: 'broken', part: 'subject', ...describeLiquid(error) }
      }
    },
  }
}

function htmlOf(message: MessageText, design: MailDesign, occasion: Occasion, links: Links) {
  const hidden = new Hidden()
  const { language, shopName } = occasion
  const blocks = blocksMjml(message.blocks, { hidden, links, design, language })
  const layout = design.layout ?? builtLayout(design, shopName, language)
  const mjml = hidden
    .pieces(layout)
    .map(({ text, liquid }) => (!liquid ? text : isContent(text) ? blocks : hidden.word(text)))
    .join('')
  const made = mjmlToHtml(mjml)
  if ('problem' in made) return { outcome: 'broken', part: 'layout', ...made.problem } as const
  try {
    return { html: parseLiquid(withPixel(hidden.reveal(made.html)), 'html') }
  } catch (error) {
    return { outcome: 'broken', part: 'layout', ...describeLiquid(error) } as const
  }
}

function isContent(liquid: string): boolean {
  return liquid.replace(/\s/g, '') === CONTENT.replace(/\s/g, '')
}

const PIXEL = `{% if pixel != '' %}<img src="{{ pixel }}" alt="" width="1" height="1" style="display:block">{% endif %}`

function withPixel(html: string): string {
  return html.replace(/<\/body>(?![\s\S]*<\/body>)/, `${PIXEL}</body>`)
}

function isMissingPick(target: string | undefined, { picks }: Personal): boolean {
  const place = /picks\[(\d)\]/.exec(target ?? '')?.[1]
  return place !== undefined && picks.length <= Number(place)
}
