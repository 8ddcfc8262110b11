import { escapeHtml, type Language } from '../../kernel/index.ts'
import type { Block } from './block.ts'
import { textOn, type MailDesign } from './design.ts'
import type { Hidden } from './hidden.ts'
import type { Links } from './links.ts'
import { layoutWords } from './words.ts'

type Making = { hidden: Hidden; links: Links; design: MailDesign; language: Language }

/** The MJML of a mail's blocks: what is words stands in one column, product picks in a row of their own. */
export function blocksMjml(blocks: Block[], making: Making): string {
  const rows: string[] = []
  let column: string[] = []
  const close = () => {
    if (column.length > 0) rows.push(section(`<mj-column>${column.join('\n')}</mj-column>`))
    column = []
  }
  for (const block of blocks) {
    if (block.kind === 'picks') {
      close()
      rows.push(picks(block.count, making))
    } else column.push(inColumn(block, making))
  }
  close()
  return rows.join('\n')
}

function section(content: string, padding = '4px 8px'): string {
  return `<mj-section background-color="#ffffff" padding="${padding}">${content}</mj-section>`
}

function inColumn(block: Exclude<Block, { kind: 'picks' }>, making: Making): string {
  const { hidden, links, design, language } = making
  switch (block.kind) {
    case 'heading':
      return `<mj-text font-size="22px" font-weight="600" line-height="1.3">${hidden.text(block.text)}</mj-text>`
    case 'text':
      return paragraphs(block.text, making)
    case 'interest':
      return paragraphs(interestText(block), making)
    case 'code':
      return `<mj-text align="center" padding="12px 20px"><div style="padding:16px;border:2px dashed #a1a1aa;border-radius:8px;font-family:Menlo,Consolas,monospace;font-size:18px;letter-spacing:1px">${hidden.word('{{ code }}')}</div></mj-text>`
    case 'button': {
      const url = hidden.word(links.to(block.url.trim() === '' ? '{{ redeem_url }}' : block.url.trim()))
      const words = block.text.trim() === '' ? layoutWords[language].redeem : block.text
      return `<mj-button href="${url}" align="left" padding="10px 20px" background-color="${design.accent}" color="${textOn(design.accent)}" border-radius="8px" font-size="16px" font-weight="600" inner-padding="14px 24px">${hidden.text(words)}</mj-button>`
    }
    case 'divider':
      return '<mj-divider border-width="1px" border-color="#e4e4e7" padding="16px 20px" />'
  }
}

/** The clause of the block, between what a merchant wrote around it. */
export function interestText({ before, after }: { before: string; after: string }): string {
  const lead = before.trim()
  const rest = after.trim()
  const glue = rest === '' || /^[,.:;!?]/.test(rest) ? '' : ' '
  return `${lead === '' ? '' : `${lead} `}{{ interest }}${glue}${rest}`
}

function paragraphs(typed: string, making: Making): string {
  const parts = typed.trim().split(/\n\s*\n/)
  return parts.map((part) => `<mj-text padding="8px 20px">${lines(part.trim(), making)}</mj-text>`).join('\n')
}

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/

function lines(part: string, { hidden, links, design }: Making): string {
  const anchor = (target: string, shown: string, url = hidden.word(links.to(target))) =>
    `<a href="${url}" style="color:${textOn(design.accent) === '#ffffff' ? design.accent : '#18181b'}">${shown}</a>`
  const dress = (text: string) =>
    text
      .split(ADDRESS)
      .map((piece, place) =>
        place % 2 === 1 ? anchor(piece, escapeHtml(piece)) : escapeHtml(piece).replaceAll('\n', '<br/>'),
      )
      .join('')
  return hidden
    .pieces(part)
    .map(({ text, liquid }) => {
      if (!liquid) return dress(text)
      const word = hidden.word(text)
      if (/^\{\{\s*shop_url\s*\}\}$/.test(text)) return anchor('{{ shop_url }}', word)
      return /^\{\{\s*unsubscribe_url\s*\}\}$/.test(text) ? anchor('', word, word) : word
    })
    .join('')
}

/** A row of products; somebody for whom fewer are found sees fewer, and nobody an empty place. */
function picks(count: number, { hidden, links }: Making): string {
  const raw = (liquid: string) => `<mj-raw>${hidden.word(liquid)}</mj-raw>`
  const columns = Array.from({ length: count }, (_, place) => {
    const of = (field: string) => hidden.word(`{{ picks[${String(place)}].${field} }}`)
    const url = hidden.word(links.to(`{{ picks[${String(place)}].url }}`))
    const when = (liquid: string, markup: string) =>
      `${hidden.word(`{% if ${liquid} %}`)}${markup}${hidden.word('{% endif %}')}`
    const picture = when(
      `picks[${String(place)}].image != ''`,
      `<a href="${url}"><img src="${of('image')}" alt="${of('title')}" width="150" style="width:100%;max-width:170px;height:auto;border:0;border-radius:8px"/></a><br/>`,
    )
    const words = `<a href="${url}" style="color:#18181b;text-decoration:none;font-weight:600">${of('title')}</a><br/><span style="color:#52525b">${of('price')}</span>`
    return `${raw(`{% if picks.size > ${String(place)} %}`)}<mj-column vertical-align="top"><mj-text font-size="14px" padding="8px 12px">${picture}${words}</mj-text></mj-column>${raw('{% endif %}')}`
  })
  return `${raw('{% if picks.size > 0 %}')}${section(columns.join('\n'), '4px 16px')}${raw('{% endif %}')}`
}
