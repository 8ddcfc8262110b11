/** How a shop's mails look, and whether their opens and clicks may be recorded. Colours are #rrggbb. */
export type MailDesign = {
  logoUrl: string | null
  accent: string
  background: string
  /** Below every mail: who sends it, as the law wants. */
  imprint: string
  /** The merchant's own MJML around the blocks; null for the built one. */
  layout: string | null
  tracking: Tracking
}

/** Whose opens and clicks are recorded: nobody's, those who agreed, everybody who did not refuse. */
export const trackings = ['nobody', 'agreed', 'unless-refused'] as const
export type Tracking = (typeof trackings)[number]

export const plainDesign: MailDesign = {
  logoUrl: null,
  accent: '#18181b',
  background: '#f4f4f5',
  imprint: '',
  layout: null,
  tracking: 'agreed',
}

/** White or near black, whichever is easier to read on a colour (WCAG contrast). */
export function textOn(colour: string): '#ffffff' | '#18181b' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.24 ? '#18181b' : '#ffffff'
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
