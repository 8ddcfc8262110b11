import { formatFor } from '../admin-page/format.ts'
import type { Html } from '../admin-page/html.ts'
import { html, raw } from '../admin-page/html.ts'
import { icon } from '../admin-page/icons.ts'
import type { Locale } from '../admin-page/locale.ts'
import type { DevShop } from '../shop.ts'
import { layout } from './layout.ts'
import { oneClickAddress } from './mails.ts'
import type { MailHeader, MailRow } from './mails.ts'
import { senderInitial } from './sender.ts'
import type { MailboxTexts } from './texts.ts'
import { mailboxTexts } from './texts.ts'

/** One mail: who to whom, its body in a sandbox, and behind tabs its text, headers and source. */
export function mailPage(
  shop: DevShop,
  mail: MailRow,
  page: { path: string; locale: Locale; headers: MailHeader[]; notice: string },
): Html {
  const texts = mailboxTexts(page.locale)
  const title = mail.subject || texts.noSubject
  const body = html`<article class="card">
      <div class="mail-head">
        <a class="back" href="/mailbox" aria-label="${texts.back}">${icon('ArrowLeft')}</a>
        <h1>${title}</h1>
      </div>
      ${notice(texts, page.notice)}
      <div class="envelope">
        <span class="avatar">${senderInitial(mail.sender)}</span>
        <div>
          <div class="sender">${mail.sender.replaceAll('"', '')}</div>
          <div class="recipient">${texts.to} ${mail.recipient} · ${formatFor(shop).moment(mail.received_at)}</div>
        </div>
        ${unsubscribeButton(mail, texts, page.headers)}
      </div>
      ${tabs(mail, texts, page.headers)}
    </article>
    ${fitFrame}`
  return layout(shop, { ...page, title, body })
}

function tabs(mail: MailRow, texts: MailboxTexts, headers: MailHeader[]): Html {
  const tab = (id: string, label: string, checked: boolean, content: Html) =>
    html`<input type="radio" name="tab" id="tab-${id}" ${checked && html`checked`} /><label for="tab-${id}"
        >${label}</label
      >
      <div class="panel">${content}</div>`
  const frame = html`<iframe
    class="body"
    title="${texts.message}"
    src="/mailbox/${mail.id}/body"
    sandbox="allow-popups allow-popups-to-escape-sandbox allow-same-origin"
  ></iframe>`
  const plain = mail.text === null ? html`<p class="empty">${texts.noText}</p>` : html`<pre>${mail.text}</pre>`
  const list = html`<dl>
    ${headers.map(
      ({ name, value }) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
  const source = html`<p><a href="/mailbox/${mail.id}/raw" target="_blank">${texts.raw} ↗</a></p>
    <pre class="source">${mail.raw.slice(0, 100_000)}</pre>`
  return html`<div class="tabs">
    ${tab('message', texts.message, true, frame)} ${tab('text', texts.text, false, plain)}
    ${tab('headers', texts.headers, false, list)} ${tab('raw', texts.raw, false, source)}
  </div>`
}

function unsubscribeButton(mail: MailRow, texts: MailboxTexts, headers: MailHeader[]): Html | null {
  if (oneClickAddress(headers) === null) return null
  return html`<form class="unsubscribe" method="post" action="/mailbox/${mail.id}/unsubscribe">
    <button class="button">${texts.unsubscribe}</button>
  </form>`
}

function notice(texts: MailboxTexts, name: string): Html | null {
  if (name !== 'unsubscribed' && name !== 'refused' && name !== 'unreachable' && name !== 'impossible') return null
  return html`<p class="${name === 'unsubscribed' ? 'notice' : 'notice problem'}">${texts[name]}</p>`
}

const fitFrame = raw(`<script>
  const frame = document.querySelector('iframe.body')
  const fit = () => (frame.style.height = Math.max(320, frame.contentDocument.documentElement.scrollHeight + 8) + 'px')
  frame.addEventListener('load', fit)
  addEventListener('resize', fit)
</script>`)
