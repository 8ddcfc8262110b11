import { Liquid, LiquidError } from 'liquidjs'
import type { Language } from '../kernel/index.ts'
import type { MessageText } from './campaign.ts'
import { valuesOf, variables, type Personal } from './variables.ts'

export type BrokenPart = {
  part: 'subject' | 'body'
  line: number
  code: 'syntax' | 'unknown-variable' | 'unknown-filter' | 'unknown-tag' | 'empty'
  /** The variable, filter or tag that is not known; for bad syntax what was read there. */
  name: string
}

/** Plain text: nothing in it is escaped for HTML yet. */
export type Rendered = { outcome: 'rendered'; subject: string; body: string }

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 50_000,
  renderLimit: 500,
  memoryLimit: 1_000_000,
  templates: {},
})
// These read other templates; a mail has none.
for (const tag of ['include', 'render', 'layout', 'block']) Reflect.deleteProperty(engine.tags, tag)

/** Fills a message in for one person. Whatever Liquid cannot do is an outcome that names place and remedy, never a gap in the mail. */
export function renderMessage(
  message: MessageText,
  personal: Personal,
  now: Date,
  language: Language,
): Rendered | ({ outcome: 'broken' } & BrokenPart) {
  const values = valuesOf(personal, now, language)
  const subject = renderPart('subject', message.subject, values)
  if (typeof subject !== 'string') return { outcome: 'broken', ...subject }
  const body = renderPart('body', message.body, values)
  if (typeof body !== 'string') return { outcome: 'broken', ...body }
  return { outcome: 'rendered', subject: subject.replace(/\s+/g, ' ').trim(), body: body.trim() }
}

/** What is wrong with a message for everybody, in branches that nobody has taken yet too. */
export function checkMessage(message: MessageText): BrokenPart[] {
  return (['subject', 'body'] as const).flatMap((part) => checkPart(part, message[part]) ?? [])
}

function checkPart(part: BrokenPart['part'], template: string): BrokenPart | null {
  if (template.trim() === '') return { part, line: 1, code: 'empty', name: '' }
  try {
    const { globals } = engine.analyzeSync(engine.parse(template), { partials: false })
    for (const use of Object.values(globals).flat()) {
      const name = use.segments.map(String).join('.')
      if (!isKnown(name)) return { part, line: use.location.row, code: 'unknown-variable', name }
    }
    return null
  } catch (error) {
    return describe(part, error)
  }
}

function renderPart(part: BrokenPart['part'], template: string, values: object): string | BrokenPart {
  try {
    const text: unknown = engine.parseAndRenderSync(template, values)
    return String(text)
  } catch (error) {
    return describe(part, error)
  }
}

function isKnown(name: string): boolean {
  return variables.some((variable) => variable === name || `${variable}.size` === name)
}

const causes = [
  ['unknown-variable', /^undefined variable: (.+)$/],
  ['unknown-filter', /^undefined filter: (.+)$/],
  ['unknown-tag', /^tag "(.+)" not found$/],
] as const

function describe(part: BrokenPart['part'], error: unknown): BrokenPart {
  if (!(error instanceof Error) || !LiquidError.is(error)) throw error
  const [line = 1] = error.token.getPosition()
  const message = error.message.replace(/, line:\d+.*$/s, '')
  for (const [code, pattern] of causes) {
    const name = pattern.exec(message)?.[1]
    if (name !== undefined) return { part, line, code, name }
  }
  return { part, line, code: 'syntax', name: error.token.getText().trim().slice(0, 60) }
}
