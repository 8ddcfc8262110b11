import { element } from './element.js'
import { texts } from './frame-config.js'

/**
 * Opens a dialog over the whole admin and resolves to what `finish` is called with, or to null when it is closed.
 * @param draw gets `finish` and returns {body, foot}, arrays of elements
 */
export function openDialog({ heading, size = 'base' }, draw) {
  return new Promise((resolve) => {
    let result = null
    const finish = (value) => {
      result = value
      dialog.close()
    }
    const { body, foot } = draw(finish)
    const close = element(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': texts.close, onclick: () => dialog.close() },
      '×',
    )
    const dialog = element(
      'dialog',
      { class: `dialog dialog-${size}`, 'aria-label': heading },
      element('header', {}, element('h2', {}, heading), close),
      element('div', { class: 'dialog-body' }, body),
      element('footer', {}, foot),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(result)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** Asks the merchant for a yes. */
export async function confirmDialog({ heading, text = '', action, cancel = texts.cancel, critical = false }) {
  const answer = await openDialog({ heading, size: 'small' }, (finish) => ({
    body: [element('p', { class: 'dialog-text' }, text)],
    foot: [
      element('button', { class: 'button', type: 'button', onclick: () => finish(false) }, cancel),
      element(
        'button',
        {
          class: critical ? 'button button-critical' : 'button button-primary',
          type: 'button',
          onclick: () => finish(true),
        },
        action,
      ),
    ],
  }))
  return answer === true
}
