import { tellApp } from './channel.js'
import { element } from './element.js'
import { frameConfig, texts } from './frame-config.js'

let shownBar = null

/** Draws the page title, the way back and the buttons that the app has declared. */
export function showTitleBar({ title, buttons }) {
  const described = JSON.stringify([title, buttons])
  if (described === shownBar) return
  shownBar = described
  const breadcrumb = buttons.find((button) => button.breadcrumb)
  const actions = buttons.filter((button) => !button.breadcrumb)
  const secondary = actions.filter(({ primary }) => !primary)
  const grouped = Map.groupBy(
    actions.filter((button) => button.group !== null),
    (button) => button.group,
  )
  const plain = actions.filter((button) => button.group === null)
  document.getElementById('page-title').textContent = title || frameConfig.app.name
  document.title = `${title || frameConfig.app.name} · ${frameConfig.shopName}`
  document.getElementById('breadcrumb').replaceChildren(
    ...(breadcrumb === undefined
      ? []
      : [
          element(
            'button',
            {
              class: 'icon-button',
              type: 'button',
              'aria-label': breadcrumb.label || texts.back,
              onclick: () => pressOriginal(breadcrumb),
            },
            '‹',
          ),
        ]),
  )
  document
    .getElementById('title-actions')
    .replaceChildren(
      ...[...grouped].map(([label, members]) => drawMenu(label || texts.moreActions, members)),
      ...plain.filter(({ primary }) => !primary).map(drawTitleButton),
      ...(secondary.length === 0 ? [] : [drawMenu('', secondary)]),
      ...plain.filter(({ primary }) => primary).map(drawTitleButton),
    )
}

function drawTitleButton(button) {
  const kind = button.primary ? 'button button-primary' : 'button wide-only'
  return element(
    'button',
    {
      class: button.critical ? 'button button-critical-plain wide-only' : kind,
      type: 'button',
      disabled: button.disabled || button.loading,
      onclick: () => pressOriginal(button),
    },
    button.label,
  )
}

function drawMenu(label, members) {
  const summary = element(
    'summary',
    { class: 'button', 'aria-label': label || texts.moreActions },
    label === '' ? '•••' : `${label} ▾`,
  )
  const menu = element('details', { class: label === '' ? 'action-menu phone-only' : 'action-menu wide-only' }, summary)
  const press = (button) => () => {
    menu.open = false
    pressOriginal(button)
  }
  menu.append(
    element(
      'div',
      { class: 'action-menu-items' },
      members.map((button) =>
        element('button', { type: 'button', disabled: button.disabled, onclick: press(button) }, button.label),
      ),
    ),
  )
  return menu
}

function pressOriginal({ index }) {
  tellApp('press-title-bar', { index })
}
