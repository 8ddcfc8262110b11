import { Engine } from 'mrml'
import { checkMjml, type MjmlProblem } from './check-mjml.ts'

const engine = new Engine()
// A mail asks no third party for a font.
engine.setRenderOptions({ disableComments: true, socialIconOrigin: null, fonts: {} })

/** Mail-proof HTML of MJML, or what is wrong with it. */
export function mjmlToHtml(mjml: string): { html: string } | { problem: MjmlProblem } {
  const made = engine.toHtml(mjml)
  if (made.type === 'success') return { html: made.content }
  const position = made.origin === 'parser' && 'position' in made.details ? made.details.position.start : 0
  const problem = checkMjml(mjml) ?? {
    line: mjml.slice(0, position).split('\n').length,
    code: 'not-mjml' as const,
    name: made.message.slice(0, 120),
  }
  return { problem }
}
