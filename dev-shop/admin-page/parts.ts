import type { Html } from './html.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import type { Page } from './keyset.ts'
import { statusText } from './texts.ts'
import type { View } from './view.ts'

/** The head of a page of the frame itself. */
export function pageHead(title: string, options: { back?: string; actions?: Html; meta?: Html } = {}): Html {
  return html`<div class="page-head">
    ${options.back !== undefined && html`<a class="icon-button" href="${options.back}">${icon('ArrowLeft')}</a>`}
    <h1>${title}</h1>
    ${options.meta}
    <div class="page-actions">${options.actions}</div>
  </div>`
}

export type Column = { label: string; number?: boolean; minor?: boolean }

/** A card with search, a table and paging; `minor` columns are left out on a phone. */
export function tableCard<Row>(
  view: View,
  table: {
    path: string
    search: string
    words: string
    columns: Column[]
    page: Page<Row>
    cells: (row: Row) => (Html | string)[]
  },
): Html {
  const { texts } = view
  const look = ({ number, minor }: Column) => [number && 'number', minor && 'minor'].filter(Boolean).join(' ')
  const looks = table.columns.map(look)
  return html`<section class="card table-card">
    <form class="table-search" action="${table.path}">
      ${icon('Search')}<input
        type="search"
        name="q"
        value="${table.words}"
        placeholder="${table.search}"
        aria-label="${table.search}"
      />
    </form>
    ${
      table.page.rows.length === 0
        ? html`<p class="empty">${table.words === '' ? texts.empty : texts.emptySearch}</p>`
        : html`<div class="table-scroll">
            <table>
              <thead>
                <tr>
                  ${table.columns.map(({ label }, i) => html`<th class="${looks[i]}">${label}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${table.page.rows.map(
                  (row) =>
                    html`<tr>
                      ${table.cells(row).map((cell, i) => html`<td class="${looks[i]}">${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${paging(view, table.path, table.words, table.page)}
  </section>`
}

/** A status as Shopify's badge: calm when all is done, yellow when something is open. */
export function badge(view: View, status: string): Html {
  return html`<span class="badge ${tones[status] ?? ''}">${statusText(view.locale, status)}</span>`
}

const tones: Record<string, string> = {
  PENDING: 'badge-attention',
  UNFULFILLED: 'badge-attention',
  PARTIAL: 'badge-attention',
  PARTIALLY_REFUNDED: 'badge-attention',
  ACTIVE: 'badge-success',
  SUBSCRIBED: 'badge-success',
  SCHEDULED: 'badge-info',
}

function paging(view: View, path: string, words: string, { previous, next }: Page<unknown>): Html | null {
  if (previous === null && next === null) return null
  const link = (name: 'before' | 'after', place: string | null, label: string, sign: string) =>
    place === null
      ? html`<span class="paging-link off" aria-label="${label}">${icon(sign)}</span>`
      : html`<a
          class="paging-link"
          aria-label="${label}"
          href="${path}?${new URLSearchParams({ ...(words && { q: words }), [name]: place }).toString()}"
          >${icon(sign)}</a
        >`
  return html`<div class="paging">
    ${link('before', previous, view.texts.previous, 'ChevronLeft')}${link('after', next, view.texts.next, 'ChevronRight')}
  </div>`
}
