import { texts } from './frame-config.js'
import { confirmDialog } from './dialog.js'
import { showToast } from './toasts.js'

/** What every page of the frame can do: open the menu on a phone, choose at once, post by a button. */
export function startPageActions() {
  document.getElementById('menu-button').addEventListener('click', () => document.body.classList.toggle('menu-open'))
  document.getElementById('menu-shade').addEventListener('click', () => document.body.classList.remove('menu-open'))
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-post]')
    if (button === null) return
    event.preventDefault()
    void postButton(button)
  })
}

async function postButton(button) {
  const { post: path, body, confirm, done } = button.dataset
  if (
    confirm !== undefined &&
    !(await confirmDialog({ heading: confirm, action: button.textContent.trim(), critical: true }))
  )
    return
  button.disabled = true
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (response.ok) {
    sessionStorage.setItem('toast-after-load', done ?? texts.done)
    return location.reload()
  }
  button.disabled = false
  showToast({ message: `${texts.failed} ${await response.text()}`.slice(0, 200), isError: true })
}
