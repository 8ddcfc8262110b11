import { on, send } from './channel.js'
import { describeButton, press, watch } from './buttons.js'

const shown = []

/** <ui-title-bar title>: title, breadcrumb and buttons of the page, drawn by the frame (or by the modal it is in). */
export class TitleBar extends HTMLElement {
  connectedCallback() {
    if (this.closest('ui-modal') !== null) return
    shown.push(this)
    this.observer = watch(this, reportTitleBar)
    reportTitleBar()
  }

  disconnectedCallback() {
    if (!shown.includes(this)) return
    shown.splice(shown.indexOf(this), 1)
    this.observer.disconnect()
    reportTitleBar()
  }

  get title() {
    return this.getAttribute('title') ?? ''
  }

  get controls() {
    return [...this.querySelectorAll('button, a')]
  }

  describe() {
    const { controls } = this
    const described = controls.map((control, index) => ({
      ...describeButton(control, index),
      breadcrumb: control.getAttribute('variant') === 'breadcrumb',
      group: control.closest('section')?.getAttribute('label') ?? null,
    }))
    return { title: this.title, buttons: described }
  }
}

/** <s-page heading>: the same page title in the web components' spelling, with its actions in slots. */
export class Page extends TitleBar {
  get title() {
    return this.getAttribute('heading') ?? ''
  }

  get controls() {
    return [...this.querySelectorAll(':scope > [slot$="-action"], :scope > [slot$="-actions"]')]
  }

  describe() {
    const { controls } = this
    const described = super.describe()
    described.buttons.forEach((button, i) => {
      const slot = controls[i].getAttribute('slot')
      Object.assign(button, { primary: slot === 'primary-action', breadcrumb: slot === 'breadcrumb-actions' })
    })
    return described
  }
}

export function reportTitleBar() {
  const bar = shown.at(-1)
  send('title-bar', bar === undefined ? { title: '', buttons: [] } : bar.describe())
}

export function obeyTitleBar() {
  on('press-title-bar', ({ index }) => press(shown.at(-1)?.controls[index]))
}
