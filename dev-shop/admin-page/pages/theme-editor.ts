import { placedBlocks, type PlacedBlock } from '../../storefront/app-blocks.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { pageHead } from '../parts.ts'
import { fill } from '../texts.ts'
import type { View } from '../view.ts'

/** Stands in for Shopify's theme editor: this shop has placed every block already, and says where. */
export function themeEditorPage(view: View): Html {
  const { texts, shop, locale } = view
  const blocks = placedBlocks(shop.app.extensionsPath, locale)
  return html`${pageHead(texts.themeEditor)}
    <div class="stack">
      <section class="card">
        <p class="subdued">${fill(texts.themeEditorText, { app: shop.app.name })}</p>
        <p><a class="link" href="/" target="_blank">${icon('Store')}${texts.openStorefront}</a></p>
      </section>
      <section class="card table-card">
        ${
          blocks.length === 0
            ? html`<p class="empty">${texts.noBlocks}</p>`
            : html`<table>
                <thead>
                  <tr>
                    <th>${texts.block}</th>
                    <th>${texts.blockPlace}</th>
                  </tr>
                </thead>
                <tbody>
                  ${blocks.map(
                    (block) =>
                      html`<tr>
                        <td><span class="strong">${block.name}</span></td>
                        <td>${placeOf(block, view)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
        }
      </section>
    </div>`
}

function placeOf({ templates }: PlacedBlock, { texts }: View): string {
  if (templates === null || templates.includes('*')) return texts.everyPage
  return templates.map((template) => (template === 'product' ? texts.productPage : template)).join(', ')
}
