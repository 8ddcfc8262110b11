import type { Html } from '../admin-page/html.ts'
import { html } from '../admin-page/html.ts'
import { icon } from '../admin-page/icons.ts'
import { storeHandle } from '../admin-page/launch-url.ts'
import type { Locale } from '../admin-page/locale.ts'
import type { DevShop } from '../shop.ts'
import { mailboxTexts } from './texts.ts'

/** A page of the mailbox around the given body. */
export function layout(
  shop: DevShop,
  page: { path: string; locale: Locale; title: string; words?: string; body: Html },
): Html {
  const texts = mailboxTexts(page.locale)
  const language = (code: Locale) =>
    html`<button name="locale" value="${code}" ${code === page.locale && html`aria-current="true"`}>
      ${code.toUpperCase()}
    </button>`
  return html`<!doctype html>
    <html lang="${page.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${texts.mailbox}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/mailbox/mailbox.css" />
      </head>
      <body>
        <header class="head">
          <a class="name" href="/mailbox">${icon('Email')}<span>${texts.mailbox}</span></a>
          <form class="search" action="/mailbox" role="search">
            ${icon('Search')}<input
              name="to"
              type="search"
              value="${page.words ?? ''}"
              placeholder="${texts.search}"
              aria-label="${texts.search}"
            />
          </form>
          <form class="languages" method="post" action="/mailbox/locale">
            <input type="hidden" name="back" value="${page.path}" />${language('de')}${language('en')}
          </form>
          <a class="admin" href="/store/${storeHandle(shop)}">${icon('Store')}<span>${texts.admin}</span></a>
        </header>
        <main>${page.body}</main>
      </body>
    </html>`
}
