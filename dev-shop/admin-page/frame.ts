import { shopFacts } from '../shop.ts'
import type { Html } from './html.ts'
import { html, jsonInScript } from './html.ts'
import { icon } from './icons.ts'
import { navigation } from './navigation.ts'
import type { Section } from './navigation.ts'
import type { View } from './view.ts'

/** What the script in the page must know of the app in its iframe. */
export type AppInFrame = {
  apiKey: string
  name: string
  origin: string
  /** '/store/handelblitz/apps/stammkunde' */
  basePath: string
  launchPath: string
  launchUrl: string
}

type Content = { title: string; section: Section; path: string; app?: AppInFrame; body: Html }

/** A page of the admin: top bar, navigation, and the given body. */
export function frame(view: View, content: Content): Html {
  const { texts, locale, storePath } = view
  const config = {
    texts,
    locale,
    storePath,
    shopName: shopFacts.name,
    shopDomain: view.shop.domain,
    sessionTokenPath: `${storePath}/session-token`,
    resourcesPath: `${storePath}/resources`,
    app: content.app ?? null,
  }
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${content.title} · ${shopFacts.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin-page/frame.css" />
      </head>
      <body class="${content.app === undefined ? 'page' : 'page with-app'}">
        <a class="skip-link" href="#main">${texts.skip}</a>
        ${topBar(view, content.path)}
        <div id="menu-shade"></div>
        ${navigation(view, content.section)}
        <main class="main" id="main" tabindex="-1">${content.body}</main>
        <div id="toasts" aria-live="polite"></div>
        <script type="application/json" id="frame-config">
          ${jsonInScript(config)}
        </script>
        <script src="/admin-page/frame.js"></script>
      </body>
    </html>`
}

function topBar(view: View, path: string): Html {
  const { texts, locale, storePath } = view
  const language = (code: string) =>
    html`<button name="locale" value="${code}" ${code === locale && html`aria-current="true"`}>
      ${code.toUpperCase()}
    </button>`
  return html`<header class="top-bar">
    <button id="menu-button" class="top-button" type="button" aria-label="${texts.menu}">${icon('Menu')}</button>
    <a class="brand" href="${storePath}">${icon('StoreFilled')}<span>${shopFacts.name}</span></a>
    <form class="top-search" action="${storePath}/orders" role="search">
      ${icon('Search')}<input name="q" type="search" placeholder="${texts.search}" aria-label="${texts.search}" />
    </form>
    <div class="save-bar" role="region" aria-label="${texts.unsaved}">
      <span class="save-bar-text">${icon('AlertTriangle')}<span>${texts.unsaved}</span></span>
      <button id="save-bar-discard" type="button" class="save-bar-discard">${texts.discard}</button>
      <button id="save-bar-save" type="button" class="save-bar-save">${texts.save}</button>
    </div>
    <form class="locale-switch" method="post" action="${storePath}/locale" aria-label="${texts.language}">
      <input type="hidden" name="back" value="${path}" />${language('de')}${language('en')}
    </form>
    <span class="account"
      ><span class="account-name">${shopFacts.owner}</span
      ><span class="avatar">${initials(shopFacts.owner)}</span></span
    >
  </header>`
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('')
}
