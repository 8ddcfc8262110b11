/** What is wrong with a merchant's MJML, and in which line. */
export type MjmlProblem = {
  line: number
  code: 'unknown-element' | 'not-closed' | 'closes-nothing' | 'no-content' | 'no-unsubscribe' | 'not-mjml'
  name: string
}

const elements = new Set(
  `mjml mj-head mj-attributes mj-all mj-class mj-breakpoint mj-font mj-html-attributes mj-preview mj-style mj-title
  mj-body mj-accordion mj-accordion-element mj-accordion-text mj-accordion-title mj-button mj-carousel mj-carousel-image
  mj-column mj-divider mj-group mj-hero mj-image mj-navbar mj-navbar-link mj-raw mj-section mj-social mj-social-element
  mj-spacer mj-table mj-text mj-wrapper`.split(/\s+/),
)
const TAG = /<!--.*?-->|<(\/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/gs
const VOID = new Set(['br', 'img', 'hr', 'input', 'meta', 'link'])

/** Looks for what a person can mend: tags that do not match, elements that do not exist, the two places that must be there. */
export function checkMjml(mjml: string): MjmlProblem | null {
  const open: { name: string; line: number }[] = []
  for (const { 0: tag, 1: slash, 2: name, 4: closed, index } of mjml.matchAll(TAG)) {
    if (name === undefined) continue
    const line = lineAt(mjml, index)
    if (/^mj/.test(name) && !elements.has(name)) return { line, code: 'unknown-element', name }
    if (slash === '/') {
      const last = open.pop()
      if (last === undefined) return { line, code: 'closes-nothing', name }
      if (last.name !== name) return { line: last.line, code: 'not-closed', name: last.name }
    } else if (closed !== '/' && !VOID.has(name)) open.push({ name, line })
    else if (VOID.has(name) && closed !== '/') return { line, code: 'not-closed', name: tag }
  }
  const last = open.pop()
  if (last !== undefined) return { line: last.line, code: 'not-closed', name: last.name }
  if (!/^\s*<mjml[\s>]/.test(mjml)) return { line: 1, code: 'not-mjml', name: 'mjml' }
  const body = /<mj-body[^>]*>(.*)<\/mj-body>/s.exec(mjml)?.[1] ?? ''
  if (!/\{\{\s*content\s*\}\}/.test(body))
    return { line: lineAt(mjml, mjml.indexOf('<mj-body')), code: 'no-content', name: '{{ content }}' }
  return /\{\{\s*unsubscribe_url\s*\}\}/.test(body)
    ? null
    : { line: lineAt(mjml, mjml.indexOf('</mj-body')), code: 'no-unsubscribe', name: '{{ unsubscribe_url }}' }
}

function lineAt(text: string, place: number): number {
  return text.slice(0, Math.max(place, 0)).split('\n').length
}
