/** What may keep a mail from being read. `name`: the word, the address, or the size in kB. */
export type MessageWarning = { code: 'too-large' | 'spam-words' | 'shouting' | 'dead-link'; name: string }

// Gmail cuts a mail off behind 102 kB of HTML, and with it the way out.
const CLIPPED_AT = 102 * 1024

const SPAM_WORDS = [
  '100 % gratis',
  '100% free',
  'act now',
  'buy now',
  'cash bonus',
  'click here',
  'dringend',
  'garantiert gewinnen',
  'gewinnen sie jetzt',
  'hier klicken',
  'jetzt zuschlagen',
  'kein risiko',
  'kostenlos',
  'letzte chance',
  'no risk',
  'nur heute',
  'schnell reich',
  'sofort geld',
  'urgent',
  'winner',
]

/** Looks at a mail as somebody would get it: its size, and what filters and readers take for spam. */
export function warningsOf({ subject, text, html }: { subject: string; text: string; html: string }): MessageWarning[] {
  const bytes = new TextEncoder().encode(html).length
  const written = `${subject}\n${text.replace(/https?:\S+/g, '')}`
  const words = SPAM_WORDS.filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(written))
  return [
    ...(bytes > CLIPPED_AT ? [{ code: 'too-large' as const, name: String(Math.ceil(bytes / 1024)) }] : []),
    ...words.map((name) => ({ code: 'spam-words' as const, name })),
    ...(isShouting(subject) ? [{ code: 'shouting' as const, name: subject }] : []),
  ]
}

function isShouting(subject: string): boolean {
  const letters = subject.replace(/[^\p{L}]/gu, '')
  return /[!?]{2}/.test(subject) || (letters.length >= 8 && letters === letters.toUpperCase())
}
