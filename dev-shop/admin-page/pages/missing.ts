import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { View } from '../view.ts'

/** What stands at an address that the admin does not have. */
export function missingPage({ texts, storePath }: View): Html {
  return html`<section class="card missing">
    <h1>${texts.notFound}</h1>
    <a class="button" href="${storePath}">${texts.toHome}</a>
  </section>`
}
