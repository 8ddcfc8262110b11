import { on, send } from './channel.js'

const DEFAULT_DURATION_MS = 5000
const shownToasts = new Map()
let lastToast = 0

export const toast = {
  show(message, { duration = DEFAULT_DURATION_MS, isError = false, action, onAction, onDismiss } = {}) {
    const id = String(++lastToast)
    shownToasts.set(id, { onAction, onDismiss })
    send('toast-show', { id, message: String(message), duration, isError, action })
    return id
  },
  hide(id) {
    send('toast-hide', { id })
  },
}

export function obeyToasts() {
  on('toast-action', ({ id }) => shownToasts.get(id)?.onAction?.())
  on('toast-dismissed', ({ id }) => {
    const shown = shownToasts.get(id)
    shownToasts.delete(id)
    shown?.onDismiss?.()
  })
}
