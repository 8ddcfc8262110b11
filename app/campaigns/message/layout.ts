import { escapeHtml, type Language } from '../../kernel/index.ts'
import type { MailDesign } from './design.ts'
import { layoutWords } from './words.ts'

/** Where a merchant's own MJML wants the blocks. */
export const CONTENT = '{{ content }}'

/** The MJML around the blocks: logo or name above, imprint and unsubscribe link below; `{{ content }}` between them. */
export function builtLayout(
  { logoUrl, background, imprint }: MailDesign,
  shopName: string,
  language: Language,
): string {
  const above =
    logoUrl === null
      ? '<mj-text font-size="18px" font-weight="600">{{ shop.name }}</mj-text>'
      : `<mj-image src="${escapeHtml(logoUrl)}" alt="${escapeHtml(shopName)}" align="left" width="160px" padding="10px 20px" />`
  const lines = imprint.trim() === '' ? '' : `<br/>${escapeHtml(imprint.trim()).replaceAll('\n', '<br/>')}`
  return `<mjml lang="${language}">
<mj-head>
<mj-title>{{ subject }}</mj-title>
<mj-attributes>
<mj-all font-family="-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif" />
<mj-text font-size="16px" line-height="1.55" color="#27272a" padding="8px 20px" />
</mj-attributes>
</mj-head>
<mj-body background-color="${background}" width="600px">
<mj-section padding="8px 0"><mj-column><mj-spacer height="8px" /></mj-column></mj-section>
<mj-section background-color="#ffffff" border-radius="12px 12px 0 0" padding="20px 8px 0"><mj-column>${above}</mj-column></mj-section>
${CONTENT}
<mj-section background-color="#ffffff" border-radius="0 0 12px 12px" padding="0 0 20px"><mj-column><mj-spacer height="4px" /></mj-column></mj-section>
<mj-section padding="12px 0 24px"><mj-column><mj-text align="center" font-size="13px" color="#71717a">{{ shop.name }} · <a href="{{ unsubscribe_url }}" style="color:#71717a">${layoutWords[language].stop}</a>${lines}</mj-text></mj-column></mj-section>
</mj-body>
</mjml>`
}
