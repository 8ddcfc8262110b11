import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { appIcon } from '../navigation.ts'
import { fill } from '../texts.ts'
import type { View } from '../view.ts'

/** What the merchant sees before the app is installed: what it asks for, and one button. */
export function installCard(view: View): Html {
  const { texts, shop, storePath } = view
  const app = { app: shop.app.name }
  return html`<section class="card install-card">
    <div class="install-head">
      ${appIcon(view)}
      <h2>${fill(texts.installHeading, app)}</h2>
    </div>
    <p class="subdued">${fill(texts.installText, app)}</p>
    <ul class="scopes">
      ${shop.app.config.scopes.map((scope) => html`<li>${scope}</li>`)}
    </ul>
    <form method="post" action="${storePath}/apps/${shop.app.handle}/install">
      <button class="button button-primary">${texts.install}</button>
    </form>
  </section>`
}
