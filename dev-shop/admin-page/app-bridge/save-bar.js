import { ask, on, send } from './channel.js'
import { describeButton, press, watch } from './buttons.js'

const showing = []

/** <ui-save-bar>: its two buttons appear in the frame's contextual save bar while it is shown. */
export class SaveBar extends HTMLElement {
  get showing() {
    return showing.includes(this)
  }

  get discardConfirmation() {
    return this.hasAttribute('discardConfirmation') && this.getAttribute('discardConfirmation') !== 'false'
  }

  get controls() {
    const buttons = [...this.querySelectorAll('button')]
    const save = buttons.find((button) => button.getAttribute('variant') === 'primary')
    return { save, discard: buttons.find((button) => button !== save) }
  }

  async show() {
    if (this.showing) return
    showing.push(this)
    this.observer = watch(this, reportSaveBar)
    reportSaveBar()
    this.dispatchEvent(new Event('show'))
  }

  async hide() {
    if (!this.showing) return
    showing.splice(showing.indexOf(this), 1)
    this.observer.disconnect()
    reportSaveBar()
    this.dispatchEvent(new Event('hide'))
  }

  toggle() {
    return this.showing ? this.hide() : this.show()
  }

  disconnectedCallback() {
    void this.hide()
  }
}

/** Shows or hides what stands for unsaved changes: a <ui-save-bar> or a form with data-save-bar. */
export function showUnsaved(source) {
  if (!showing.includes(source)) showing.push(source)
  reportSaveBar()
}

export function hideUnsaved(source) {
  if (showing.includes(source)) showing.splice(showing.indexOf(source), 1)
  reportSaveBar()
}

export const saveBar = {
  show: async (id) => findSaveBar(id).show(),
  hide: async (id) => findSaveBar(id).hide(),
  toggle: async (id) => findSaveBar(id).toggle(),
  /** Resolves at once without unsaved changes, else as soon as the merchant has chosen to leave them. */
  async leaveConfirmation() {
    if (showing.length === 0) return
    const { leave } = await ask('confirm-leave')
    if (!leave) return new Promise(() => {})
    while (showing.length > 0) {
      const source = showing.at(-1)
      if (source instanceof SaveBar) await source.hide()
      else hideUnsaved(source)
    }
  },
}

export function obeySaveBar() {
  on('press-save', () => press(showing.at(-1)?.controls.save))
  on('press-discard', () => press(showing.at(-1)?.controls.discard))
}

function reportSaveBar() {
  const bar = showing.at(-1)
  if (bar === undefined) return send('save-bar', { showing: false })
  const { save, discard } = bar.controls
  send('save-bar', {
    showing: true,
    confirmDiscard: bar.discardConfirmation,
    save: save === undefined ? null : describeButton(save, 0),
    discard: discard === undefined ? null : describeButton(discard, 1),
  })
}

function findSaveBar(id) {
  const element = document.getElementById(id)
  if (!(element instanceof SaveBar)) throw new Error(`There is no <ui-save-bar id="${id}">`)
  return element
}
