import { openDialog } from './dialog.js'
import { element } from './element.js'
import { frameConfig, texts } from './frame-config.js'

/** The app's own list of items; resolves to {ids} of the chosen ones, null when cancelled. */
export async function pickItems({ heading, multiple, headers, items }) {
  const rows = items.map((item) => ({
    id: item.id,
    title: item.heading,
    cells: (item.data ?? []).map((value) => String(value ?? '')),
    image: item.thumbnail?.url ?? null,
    disabled: item.disabled === true,
    value: item.id,
  }))
  const chosen = items.filter(({ selected }) => selected).map(({ id }) => id)
  const search = (query) => rows.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()))
  const ids = await chooseRows({
    heading,
    multiple,
    headers,
    chosen,
    query: '',
    search: async (query) => search(query),
  })
  return { ids }
}

/** Products, variants or collections of the shop in Shopify's shape; resolves to {selection}, null when cancelled. */
export async function pickResources({ type, action, filter, multiple, query, selectionIds }) {
  const search = async (words) => {
    const wanted = new URLSearchParams({ query: words, ids: selectionIds.map(({ id }) => id).join(',') })
    if (filter.query) wanted.set('filter', filter.query)
    const response = await fetch(`${frameConfig.resourcesPath}/${type}?${wanted}`)
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  const heading = texts[`${action === 'select' ? 'select' : 'add'}_${type}`]
  const chosen = selectionIds.map(({ id }) => id)
  return { selection: await chooseRows({ heading, multiple, headers: [], chosen, query, search, action }) }
}

function chooseRows({ heading, multiple, headers, chosen, query, search, action = 'add' }) {
  const most = multiple === true ? Infinity : Number(multiple) || 1
  const picked = new Map()
  const unseen = new Set(chosen)
  return openDialog({ heading }, (finish) => {
    const list = element('ul', { class: 'picker-list' })
    const count = element('span', { class: 'picker-count' })
    const done = element(
      'button',
      { class: 'button button-primary', type: 'button', onclick: () => finish([...picked.values()]) },
      action === 'select' ? texts.select : texts.add,
    )
    const changed = () => {
      count.textContent = texts.selected.replace('{n}', String(picked.size))
      done.disabled = picked.size === 0 && chosen.length === 0
      for (const box of list.querySelectorAll('input')) {
        box.checked = picked.has(box.value)
        if (most > 1) box.disabled = box.dataset.off === 'true' || (!box.checked && picked.size >= most)
      }
    }
    const toggle = (row) => {
      if (picked.has(row.id)) picked.delete(row.id)
      else {
        if (most === 1) picked.clear()
        picked.set(row.id, row.value)
      }
      changed()
    }
    let asked = 0
    const fill = async (words) => {
      const turn = ++asked
      const rows = await search(words)
      if (turn !== asked) return
      for (const row of rows) if (unseen.delete(row.id)) picked.set(row.id, row.value)
      list.replaceChildren(
        ...(rows.length === 0
          ? [element('li', { class: 'picker-empty' }, texts.nothingFound)]
          : rows.map((row) => drawRow(row, most, toggle))),
      )
      changed()
    }
    const field = element('input', {
      type: 'search',
      class: 'field',
      placeholder: texts.search,
      'aria-label': texts.search,
      value: query,
    })
    field.addEventListener('input', () => void fill(field.value))
    void fill(query)
    const head =
      headers.length === 0
        ? null
        : element(
            'div',
            { class: 'picker-headers' },
            headers.map(({ content }) => element('span', {}, content ?? '')),
          )
    return {
      body: [element('div', { class: 'picker-search' }, field), head, list],
      foot: [
        count,
        element('button', { class: 'button', type: 'button', onclick: () => finish(null) }, texts.cancel),
        done,
      ],
    }
  })
}

function drawRow(row, most, toggle) {
  const box = element('input', {
    type: most === 1 ? 'radio' : 'checkbox',
    name: 'picked',
    value: row.id,
    'data-off': String(row.disabled === true),
    disabled: row.disabled === true,
  })
  box.addEventListener('change', () => toggle(row))
  const picture =
    row.image === null
      ? element('span', { class: 'thumbnail' })
      : element('img', { class: 'thumbnail', src: row.image, alt: '' })
  const cells = row.cells.map((cell) => element('span', { class: 'picker-cell' }, cell))
  return element(
    'li',
    {},
    element('label', {}, box, picture, element('span', { class: 'picker-title' }, row.title), cells),
  )
}
