import { formatFor } from '../admin-page/format.ts'
import type { Html } from '../admin-page/html.ts'
import { html } from '../admin-page/html.ts'
import type { Locale } from '../admin-page/locale.ts'
import type { DevShop } from '../shop.ts'
import { layout } from './layout.ts'
import type { MailRow } from './mails.ts'
import { senderInitial, senderName } from './sender.ts'
import { mailboxTexts } from './texts.ts'

export const PAGE_SIZE = 50

/** The list of mails, the newest first; `mails` may hold one more than a page, which tells that there are older ones. */
export function listPage(
  shop: DevShop,
  page: { path: string; locale: Locale; words: string; total: number; mails: MailRow[] },
): Html {
  const texts = mailboxTexts(page.locale)
  const format = formatFor(shop)
  const shown = page.mails.slice(0, PAGE_SIZE)
  const rows = shown.map(
    (mail) =>
      html`<li>
        <a class="mail" href="/mailbox/${mail.id}">
          <span class="avatar">${senderInitial(mail.sender)}</span>
          <span class="people"
            ><span class="sender">${senderName(mail.sender)}</span
            ><span class="recipient">${texts.to} ${mail.recipient}</span></span
          >
          <span class="words"
            ><span class="subject">${mail.subject || texts.noSubject}</span>
            <span class="excerpt">${excerpt(mail)}</span></span
          >
          <time datetime="${mail.received_at}">${format.moment(mail.received_at)}</time>
        </a>
      </li>`,
  )
  const body = html`<section class="card">
    <div class="count">${texts.count.replace('{n}', format.number(page.total))}</div>
    ${
      rows.length === 0
        ? html`<p class="empty">${page.words === '' ? texts.empty : texts.emptySearch}</p>`
        : html`<ul class="mails">
            ${rows}
          </ul>`
    }
    ${paging(page, shown)}
  </section>`
  return layout(shop, { ...page, title: texts.mailbox, body })
}

function paging(
  page: { path: string; locale: Locale; words: string; mails: MailRow[] },
  shown: MailRow[],
): Html | null {
  const texts = mailboxTexts(page.locale)
  const more = page.mails.length > shown.length ? shown.at(-1) : undefined
  const later = page.path.includes('before=')
  if (more === undefined && !later) return null
  const address = (before?: number) =>
    `/mailbox?${new URLSearchParams({ ...(page.words && { to: page.words }), ...(before && { before: String(before) }) }).toString()}`
  return html`<div class="paging">
    ${later && html`<a class="button" href="${address()}">${texts.newest}</a>`}
    ${more !== undefined && html`<a class="button" href="${address(more.id)}">${texts.older}</a>`}
  </div>`
}

function excerpt(mail: MailRow): string {
  const words = mail.text ?? mail.html?.replace(/<(style|head)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ') ?? ''
  return words.replace(/\s+/g, ' ').trim().slice(0, 140)
}
