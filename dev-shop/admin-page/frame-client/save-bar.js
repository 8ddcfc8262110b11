import { tellApp } from './channel.js'
import { confirmDialog } from './dialog.js'
import { texts } from './frame-config.js'

let bar = { showing: false }

export function showSaveBar(state) {
  bar = state
  document.body.classList.toggle('unsaved', bar.showing)
  drawAction('save-bar-save', bar.save, texts.save)
  drawAction('save-bar-discard', bar.discard, texts.discard)
}

export function startSaveBar() {
  document.getElementById('save-bar-save').addEventListener('click', () => tellApp('press-save'))
  document.getElementById('save-bar-discard').addEventListener('click', () => void discard())
  // Leaving by the frame's own links asks in the frame; closing the tab can only be asked by the browser.
  document.addEventListener('click', (event) => void keepUnsaved(event), true)
  window.addEventListener('beforeunload', (event) => bar.showing && event.preventDefault())
}

/** Whether the merchant agrees to leave; without unsaved changes he is not asked. */
export async function mayLeave() {
  if (!bar.showing) return true
  const leave = await confirmDialog({
    heading: texts.leaveHeading,
    text: texts.leaveText,
    action: texts.leave,
    cancel: texts.stay,
    critical: true,
  })
  if (leave) showSaveBar({ showing: false })
  return leave
}

async function discard() {
  const sure =
    !bar.confirmDiscard ||
    (await confirmDialog({
      heading: texts.discardHeading,
      text: texts.discardText,
      action: texts.discardAll,
      cancel: texts.keepEditing,
      critical: true,
    }))
  if (sure) tellApp('press-discard')
}

async function keepUnsaved(event) {
  const link = bar.showing ? event.target.closest('a[href]:not([target])') : null
  if (link === null || link.closest('#app-nav, #app-link') !== null) return
  event.preventDefault()
  if (await mayLeave()) location.assign(link.href)
}

function drawAction(id, action, fallback) {
  const button = document.getElementById(id)
  button.textContent = action?.label || fallback
  button.disabled = action?.disabled === true || action?.loading === true
  button.classList.toggle('loading', action?.loading === true)
  button.hidden = bar.showing && action === null
}
