import { Liquid, LiquidError, type Template } from 'liquidjs'
import { escapeHtml } from '../../kernel/index.ts'
import { isKnownVariable } from '../variables.ts'

/** What is wrong with a template, and in which of its lines. */
export type LiquidProblem = {
  line: number
  code: 'syntax' | 'unknown-variable' | 'unknown-filter' | 'unknown-tag' | 'empty' | 'endless'
  /** The variable, filter or tag that is not known; for bad syntax what was read there. */
  name: string
}

const limits = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 200_000,
  renderLimit: 20_000, // ms by the clock, on a machine that may be held up by others
  memoryLimit: 1_000_000,
  templates: {},
}
const plain = new Liquid(limits)
const html = new Liquid({
  ...limits,
  outputEscape: (value: unknown) => (typeof value === 'string' ? escapeHtml(value) : (value as string)),
})
// The first read other templates, and a mail has none; the others print without escaping.
const FORBIDDEN = ['include', 'render', 'layout', 'block', 'echo', 'liquid', 'cycle', 'tablerow']
for (const engine of [plain, html]) {
  for (const tag of FORBIDDEN) Reflect.deleteProperty(engine.tags, tag)
  Reflect.deleteProperty(engine.filters, 'raw')
}

export type Compiled = Template[]

/** Parses once what is rendered for many. `html` escapes whatever is put in. @throws LiquidError where it is broken */
export function parseLiquid(text: string, kind: 'plain' | 'html'): Compiled {
  return (kind === 'html' ? html : plain).parse(text)
}

/** Fills in a parsed template. @throws LiquidError where a filter or a loop fails on these very values */
export function renderLiquid(template: Compiled, values: object, kind: 'plain' | 'html'): string {
  const text: unknown = (kind === 'html' ? html : plain).renderSync(template, values)
  return String(text)
}

/** What is wrong with a template for everybody, in branches that nobody has taken yet too. */
export function checkLiquid(template: string): LiquidProblem | null {
  try {
    const { globals } = plain.analyzeSync(plain.parse(template), { partials: false })
    for (const use of Object.values(globals).flat()) {
      const name = use.segments.map(String).join('.')
      if (!isKnownVariable(name)) return { line: use.location.row, code: 'unknown-variable', name }
    }
    return null
  } catch (error) {
    return describeLiquid(error)
  }
}

const causes = [
  ['unknown-variable', /^undefined variable: (.+)$/],
  ['unknown-filter', /^undefined filter: (.+)$/],
  ['unknown-tag', /^tag "(.+)" not found$/],
] as const

/** The problem in an error of Liquid's. @throws the error where it is none */
export function describeLiquid(error: unknown): LiquidProblem {
  if (error instanceof Error && / limit exceeded$/.test(error.message)) return { line: 1, code: 'endless', name: '' }
  if (!(error instanceof Error) || !LiquidError.is(error)) throw error
  const [line = 1] = error.token.getPosition()
  const message = error.message.replace(/, line:\d+.*$/s, '')
  for (const [code, pattern] of causes) {
    const name = pattern.exec(message)?.[1]
    if (name !== undefined) return { line, code, name }
  }
  return { line, code: 'syntax', name: error.token.getText().trim().slice(0, 60) }
}
