import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FixtureApp = {
  url: string
  /** Headers of every request to /api, oldest first. */
  apiHeaders: IncomingHttpHeaders[]
  /** How many of the next requests to /api are refused as if their token were no good. */
  refuse: number
  /** Where the shop serves App Bridge. */
  shopOrigin: string
  close(): void
}

/** A tiny app that uses every part of App Bridge and, like shopify-app-remix, bounces documents without a token. */
export async function startFixtureApp(): Promise<FixtureApp> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', app.url)
    if (url.pathname === '/api') {
      app.apiHeaders.push(request.headers)
      if (app.refuse > 0) {
        app.refuse -= 1
        response.writeHead(401, { 'X-Shopify-Retry-Invalid-Session-Request': '1' }).end()
      } else response.end('answer')
    } else if (url.pathname === '/auth/session-token') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(script(app))
    } else if (url.searchParams.has('bounce') && !url.searchParams.has('id_token')) {
      response.writeHead(302, { Location: bounce(app, url) }).end()
    } else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(document(app, url.pathname))
  })
  const app: FixtureApp = {
    url: '',
    apiHeaders: [],
    refuse: 0,
    shopOrigin: '',
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return app
}

function bounce(app: FixtureApp, url: URL): string {
  return `/auth/session-token?${new URLSearchParams({ 'shopify-reload': app.url + url.pathname + url.search }).toString()}`
}

function script(app: FixtureApp): string {
  return `<script data-api-key="stammkunde-dev" src="${app.shopOrigin}/app-bridge.js"></script>`
}

function document(app: FixtureApp, path: string): string {
  return `<!doctype html><html><head><title>Fixture</title>${script(app)}</head><body>
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/customers">Customers</a><a href="/app/campaigns">Campaigns</a></ui-nav-menu>
    <ui-title-bar title="Spring campaign">
      <button variant="breadcrumb" onclick="log('back')">Campaigns</button>
      <button onclick="log('preview')">Preview</button>
      <button variant="primary" onclick="log('send')">Send</button>
    </ui-title-bar>
    <ui-save-bar id="unsaved">
      <button variant="primary" onclick="log('save')">Save it</button><button onclick="log('discard')">Discard it</button>
    </ui-save-bar>
    <ui-modal id="ask"><p>Really delete?</p><input id="reason" onblur="this.className = 'left'">
      <ui-title-bar title="Delete code"><button variant="primary" onclick="log('deleted')">Delete</button></ui-title-bar>
    </ui-modal>
    <form data-save-bar onsubmit="event.preventDefault(); log('submitted')" onreset="log('reset')"><input id="field" value="old"></form>
    <h1 id="path">${path}</h1><ul id="log"></ul>
    <a id="products" href="shopify://admin/products">Products</a>
    <script>
      function log(text) { document.getElementById('log').insertAdjacentHTML('beforeend', '<li>' + text + '</li>') }
      function show() { document.getElementById('path').textContent = location.pathname }
      if (location.pathname !== '/no-router') addEventListener('shopify:navigate', (event) => {
        history.pushState(null, '', event.target.getAttribute('href'))
        show()
      })
      addEventListener('popstate', show)
    </script></body></html>`
}
