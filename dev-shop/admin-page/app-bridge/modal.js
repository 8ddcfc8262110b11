import { send } from './channel.js'
import { describeButton, press, watch } from './buttons.js'
import { modalStyles } from './modal-styles.js'

/** <ui-modal>: its content in a dialog over the app, with head and foot from the <ui-title-bar> inside. */
export class Modal extends HTMLElement {
  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [modalStyles]
    root.innerHTML = `<dialog tabindex="-1"><header><h2></h2><button type="button" class="close" aria-label="×">
      <svg viewBox="0 0 20 20"><path d="M5 5l10 10M15 5L5 15" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>
      </button></header><div class="content"><slot></slot></div><footer></footer></dialog>`
    this.dialog = root.querySelector('dialog')
    root.querySelector('.close').addEventListener('click', () => this.hide())
    this.dialog.addEventListener('click', ({ target }) => target === this.dialog && this.hide())
    this.dialog.addEventListener('close', () => this.closed())
  }

  /** Where React puts the children by a portal; it stays among the modal's own children, so that the app's styles reach it. */
  get content() {
    this.portal ??= this.appendChild(document.createElement('div'))
    return this.portal
  }

  get variant() {
    return this.getAttribute('variant') ?? 'base'
  }

  async show() {
    if (this.hasAttribute('src')) throw new Error('This App Bridge shows no modal with src')
    if (this.dialog.open) return
    this.observer = watch(this, () => this.draw())
    this.draw()
    this.dialog.className = this.variant
    this.dialog.showModal()
    this.dialog.focus()
    send('modal', { open: true })
    this.dispatchEvent(new Event('show'))
  }

  async hide() {
    if (this.dialog.open) this.dialog.close()
  }

  toggle() {
    return this.dialog.open ? this.hide() : this.show()
  }

  disconnectedCallback() {
    void this.hide()
  }

  closed() {
    this.observer.disconnect()
    send('modal', { open: false })
    this.dispatchEvent(new Event('hide'))
  }

  draw() {
    const bar = this.querySelector('ui-title-bar')
    const buttons = bar === null ? [] : [...bar.querySelectorAll('button, a')]
    const drawn = JSON.stringify([bar?.getAttribute('title'), ...buttons.map(describeButton)])
    // A button that is replaced between press and release gets no click, and typing in the modal changes it all the time.
    if (drawn === this.drawn && buttons.every((button, i) => button === this.originals[i])) return
    this.drawn = drawn
    this.originals = buttons
    this.shadowRoot.querySelector('h2').textContent = bar?.getAttribute('title') ?? ''
    const foot = this.shadowRoot.querySelector('footer')
    foot.hidden = buttons.length === 0
    foot.replaceChildren(...buttons.map(drawButton).sort((left, right) => left.dataset.order - right.dataset.order))
  }
}

function drawButton(original, index) {
  const { label, primary, critical, disabled, loading } = describeButton(original, index)
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = label
  button.disabled = disabled || loading
  button.className = [primary && 'primary', critical && 'critical'].filter(Boolean).join(' ')
  button.dataset.order = primary ? '1' : '0'
  button.addEventListener('click', () => press(original))
  return button
}

export const modal = {
  show: async (id) => findModal(id).show(),
  hide: async (id) => findModal(id).hide(),
  toggle: async (id) => findModal(id).toggle(),
}

function findModal(id) {
  const element = document.getElementById(id)
  if (!(element instanceof Modal)) throw new Error(`There is no <ui-modal id="${id}">`)
  return element
}
