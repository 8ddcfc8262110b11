import { html } from '../admin-page/html.ts'
import type { DevShop } from '../shop.ts'
import { localAddress } from './mails.ts'
import type { MailRow } from './mails.ts'

/** A mail as a document for the sandboxed frame: its HTML, or its text where it has none. Links open in a new tab. */
export function mailBody(shop: DevShop, mail: MailRow): string {
  const base = '<base target="_blank">'
  if (mail.html !== null)
    return (
      base +
      mail.html.replace(
        /(href|src)=(["'])(https:[^"']*)/gi,
        (_all, name: string, quote: string, address: string) => `${name}=${quote}${localAddress(shop, address)}`,
      )
    )
  return (
    base +
    html`<pre style="margin:16px;font:13px/20px sans-serif;white-space:pre-wrap;overflow-wrap:anywhere">
${mail.text ?? ''}</pre>`.text
  )
}
