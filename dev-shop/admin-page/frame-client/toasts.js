import { element } from './element.js'
import { texts } from './frame-config.js'

const shown = new Map()

/** Shows a message at the bottom of the admin for some time. */
export function showToast(
  { id = crypto.randomUUID(), message, duration = 5000, isError = false, action },
  heard = () => {},
) {
  const close = () => hideToast(id)
  const toast = element(
    'div',
    { class: isError ? 'toast toast-error' : 'toast', role: isError ? 'alert' : 'status' },
    element('span', {}, message),
    action
      ? element('button', { class: 'toast-action', onclick: () => (heard('toast-action'), close()) }, action)
      : null,
    element('button', { class: 'toast-close', 'aria-label': texts.close, onclick: close }, '×'),
  )
  const timer = setTimeout(close, duration)
  shown.set(id, { toast, timer, heard })
  document.getElementById('toasts').append(toast)
}

export function hideToast(id) {
  const entry = shown.get(id)
  if (entry === undefined) return
  shown.delete(id)
  clearTimeout(entry.timer)
  entry.toast.remove()
  entry.heard('toast-dismissed')
}

/** Shows what an action left to say before it loaded the page anew. */
export function showLeftToast() {
  const message = sessionStorage.getItem('toast-after-load')
  sessionStorage.removeItem('toast-after-load')
  if (message !== null) showToast({ message })
}
