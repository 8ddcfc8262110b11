import { on, send } from './channel.js'
import { shopOrigin } from './config.js'

const LAUNCH_PARAMETERS = [
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'session',
  'shop',
  'timestamp',
  'appLoadId',
  'protocol',
]
const ADMIN_LINK = /^(?:shopify:\/*admin\/|https:\/\/admin\.shopify\.com\/)/i

let routers = 0

/** Keeps the frame's address in step with the app's, and brings links out of the app to the frame. */
export function followNavigation() {
  countRouters(window)
  countRouters(document)
  for (const method of ['pushState', 'replaceState']) {
    const original = history[method].bind(history)
    history[method] = (...state) => {
      original(...state)
      reportLocation()
    }
  }
  window.addEventListener('popstate', reportLocation)
  window.addEventListener('hashchange', reportLocation)
  on('navigate', ({ href }) => navigate(href))
  reportLocation()
  leaveByLinks()
  leaveByOpen()
}

/** Goes to a path of the app: by its own router where it listens for that, else by a new document. */
export function navigate(href, from = null) {
  if (routers === 0) return send('load', { path: pathOf(new URL(href, location.href)) })
  const link = from ?? document.body.appendChild(document.createElement('a'))
  if (from === null) link.setAttribute('href', href)
  link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, composed: true, cancelable: true }))
  if (from === null) link.remove()
}

// An app whose router listens for shopify:navigate needs no new document, and nothing in the event says whether one does.
function countRouters(target) {
  const add = target.addEventListener.bind(target)
  const remove = target.removeEventListener.bind(target)
  target.addEventListener = (type, ...rest) => {
    if (type === 'shopify:navigate') routers += 1
    add(type, ...rest)
  }
  target.removeEventListener = (type, ...rest) => {
    if (type === 'shopify:navigate') routers -= 1
    remove(type, ...rest)
  }
}

function reportLocation() {
  send('location', { path: pathOf(new URL(location.href)), title: document.title })
}

function pathOf(url) {
  for (const name of LAUNCH_PARAMETERS) url.searchParams.delete(name)
  return url.pathname + url.search + url.hash
}

function leaveByLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (link === null || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return
    const isAdmin = ADMIN_LINK.test(link.getAttribute('href'))
    const outside = link.target === '_top' || link.target === '_parent'
    if (!isAdmin && !(outside && new URL(link.href).origin === location.origin)) return
    event.preventDefault()
    send('redirect', { url: link.href, newTab: link.target === '_blank' })
  })
}

function leaveByOpen() {
  const open = window.open.bind(window)
  window.open = (url, target, features) => {
    const address = url === undefined ? '' : String(url)
    const outside = target === '_top' || target === '_parent'
    if (!ADMIN_LINK.test(address) && !outside) return open(url, target, features)
    const href = ADMIN_LINK.test(address) ? address : new URL(address, location.href).href
    send('redirect', { url: href, newTab: target === '_blank' || target === undefined })
    return null
  }
}

/** An app opened outside of the admin goes into it, as far as the address tells which shop that is. */
export function enterAdmin({ apiKey, host }) {
  const [, handle] = /\/store\/([\w-]+)$/.exec(host === undefined ? '' : atob(host)) ?? []
  if (handle === undefined) return
  location.replace(`${shopOrigin}/store/${handle}/apps/${apiKey}${pathOf(new URL(location.href))}`)
}
