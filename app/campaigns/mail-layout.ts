import { escapeHtml, type Language } from '../kernel/index.ts'

/** What goes around a rendered body: code box, button and footer are built, so that a merchant needs no HTML. */
export type Layout = {
  language: Language
  shopName: string
  subject: string
  body: string
  /** Empty where there is no offer. */
  code: string
  /** Opens the shop with the code already applied. */
  buttonUrl: string
  unsubscribeUrl: string
}

const words = {
  de: { button: 'Jetzt einlösen', look: 'Jetzt ansehen', stop: 'Keine E-Mails mehr erhalten' },
  en: { button: 'Use my code', look: 'Have a look', stop: 'Stop receiving emails' },
}

/** The text part: the body with the button's address and the unsubscribe link where the HTML part has them. */
export function textMail({ body, code, language, buttonUrl, shopName, unsubscribeUrl }: Layout): string {
  const { stop } = words[language]
  return `${body}\n\n${buttonOf({ language, code })}:\n${buttonUrl}\n\n-- \n${shopName}\n${stop}: ${unsubscribeUrl}\n`
}

/** The HTML part. Every value is text of a stranger and is escaped; a paragraph that is only the code becomes the box. */
export function htmlMail(layout: Layout): string {
  const { language, shopName, subject, buttonUrl, unsubscribeUrl } = layout
  const { stop } = words[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f4f5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f5">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:28px 28px 0;${FONT};font-size:18px;font-weight:600;color:#18181b">${escapeHtml(shopName)}</td></tr>
<tr><td style="padding:12px 28px 0;${FONT};font-size:16px;line-height:1.55;color:#27272a">
${blocksOf(layout).join('\n')}
</td></tr>
<tr><td style="padding:4px 28px 32px"><a href="${escapeHtml(buttonUrl)}" style="display:inline-block;padding:14px 24px;border-radius:8px;background:#18181b;color:#ffffff;${FONT};font-size:16px;font-weight:600;text-decoration:none">${buttonOf(layout)}</a></td></tr>
</table>
<p style="margin:20px 0 0;${FONT};font-size:13px;color:#71717a">${escapeHtml(shopName)} · <a href="${escapeHtml(unsubscribeUrl)}" style="color:#71717a">${stop}</a></p>
</td></tr>
</table>
</body>
</html>
`
}

function buttonOf({ language, code }: Pick<Layout, 'language' | 'code'>): string {
  const { button, look } = words[language]
  return code === '' ? look : button
}

const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'

function blocksOf({ body, code }: Layout): string[] {
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => paragraph.trim())
  const blocks = paragraphs.filter(Boolean).map((text) => (text === code ? codeBox(code) : paragraphHtml(text)))
  return code === '' || paragraphs.includes(code) ? blocks : [...blocks, codeBox(code)]
}

function codeBox(code: string): string {
  return `<p style="margin:20px 0;padding:16px;border:2px dashed #a1a1aa;border-radius:8px;text-align:center;font-family:Menlo,Consolas,monospace;font-size:22px;letter-spacing:2px;color:#18181b">${escapeHtml(code)}</p>`
}

function paragraphHtml(text: string): string {
  const lines = text.split('\n').map((line) => linked(line))
  return `<p style="margin:0 0 16px">${lines.join('<br>')}</p>`
}

/** Addresses in the text become links; everything else stays text. */
function linked(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
    .map((piece, index) =>
      index % 2 === 0
        ? escapeHtml(piece)
        : `<a href="${escapeHtml(piece)}" style="color:#18181b">${escapeHtml(piece)}</a>`,
    )
    .join('')
}
