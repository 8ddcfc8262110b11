import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { AppInFrame } from '../frame.ts'
import { launchUrl } from '../launch-url.ts'
import { appIcon } from '../navigation.ts'
import type { View } from '../view.ts'

/**
 * The app inside of the admin.
 * @param path the app's own path and query, e.g. '/app/customers?page=2'
 * @returns null when the path leaves the app
 */
export function appPage(view: View, path: string): { app: AppInFrame; body: Html } | null {
  const { shop, storePath } = view
  const url = launchUrl(shop, path)
  if (url === null) return null
  const basePath = `${storePath}/apps/${shop.app.handle}`
  const app = {
    apiKey: shop.app.apiKey,
    name: shop.app.name,
    origin: new URL(shop.app.url).origin,
    basePath,
    launchPath: `${storePath}/launch`,
    launchUrl: url,
  }
  const body = html`<div class="title-bar">
      <span id="breadcrumb"></span>${appIcon(view)}
      <h1 id="page-title">${shop.app.name}</h1>
      <div id="title-actions"></div>
    </div>
    <div id="loading-bar"></div>
    <div id="app-frame"></div>`
  return { app, body }
}
