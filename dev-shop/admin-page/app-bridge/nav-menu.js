import { send } from './channel.js'
import { watch } from './buttons.js'

/** <ui-nav-menu> and <s-app-nav>: their links become the app's navigation in the frame. */
export class NavMenu extends HTMLElement {
  connectedCallback() {
    this.observer = watch(this, () => this.report())
    this.report()
  }

  disconnectedCallback() {
    this.observer.disconnect()
    send('nav-menu', { items: [] })
  }

  report() {
    const links = [...this.querySelectorAll('a[href], s-link[href]')]
    send('nav-menu', {
      items: links.map((link) => ({
        href: link.getAttribute('href'),
        label: link.textContent.trim(),
        home: link.getAttribute('rel') === 'home',
      })),
    })
  }
}

export class AppNav extends NavMenu {}
