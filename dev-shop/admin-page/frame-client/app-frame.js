import { goTo, showCurrentPath, showNavMenu, startAppNav } from './app-nav.js'
import { onApp, openChannel, tellApp } from './channel.js'
import { element } from './element.js'
import { frameConfig } from './frame-config.js'
import { pickItems, pickResources } from './picker-dialog.js'
import { mayLeave, showSaveBar, startSaveBar } from './save-bar.js'
import { showTitleBar } from './title-bar.js'
import { hideToast, showToast } from './toasts.js'

/** Puts the app into the page and serves what its App Bridge asks for. */
export function startAppFrame() {
  const { app } = frameConfig
  // Made by script, because a browser that goes back would fill an iframe of the page with its old, expired address.
  const iframe = element('iframe', {
    id: 'app-iframe',
    title: app.name,
    src: app.launchUrl,
    allow: 'clipboard-write; clipboard-read',
  })
  openChannel(() => iframe.contentWindow)
  serveApp(iframe)
  startAppNav()
  startSaveBar()
  document.getElementById('app-frame').append(iframe)
}

function serveApp(iframe) {
  onApp('ready', () => document.body.classList.add('app-ready'))
  onApp('location', ({ path }) => {
    history.replaceState(null, '', frameConfig.app.basePath + path)
    showCurrentPath(path)
  })
  onApp('session-token', sessionToken)
  onApp('load', ({ path }) => loadPath(iframe, path))
  onApp('redirect', redirect)
  onApp('nav-menu', showNavMenu)
  onApp('title-bar', showTitleBar)
  onApp('save-bar', showSaveBar)
  onApp('confirm-leave', async () => ({ leave: await mayLeave() }))
  onApp('modal', ({ open }) => document.body.classList.toggle('app-modal', open))
  onApp('loading', ({ isLoading }) => document.body.classList.toggle('app-loading', isLoading))
  onApp('toast-show', (toast) =>
    showToast({ ...toast, id: `app-${toast.id}` }, (type) => tellApp(type, { id: toast.id })),
  )
  onApp('toast-hide', ({ id }) => hideToast(`app-${id}`))
  onApp('resource-picker', pickResources)
  onApp('picker', pickItems)
  onApp('user', () => ({ accountAccess: 'full' }))
}

async function sessionToken() {
  const response = await fetch(frameConfig.sessionTokenPath)
  if (!response.ok) throw new Error(`No session token: ${response.status}`)
  return response.json()
}

async function loadPath(iframe, path) {
  const response = await fetch(`${frameConfig.app.launchPath}?${new URLSearchParams({ path })}`)
  if (!response.ok) throw new Error(`No address for ${path}: ${response.status}`)
  const { url } = await response.json()
  iframe.contentWindow.location.replace(url)
}

async function redirect({ url, newTab }) {
  const target = frameAddress(url)
  if (newTab) return window.open(target, '_blank')
  const inApp = new URL(target, location.href).pathname
  if (inApp.startsWith(`${frameConfig.app.basePath}/`)) return goTo(inApp.slice(frameConfig.app.basePath.length))
  if (await mayLeave()) location.assign(target)
}

// The admin and the shop have public addresses in the app's eyes, and this machine's in ours.
function frameAddress(url) {
  const { storePath, shopDomain, app } = frameConfig
  const admin = /^shopify:\/*admin\/(.*)$/i.exec(url)
  if (admin !== null) return ownAppPath(`${storePath}/${admin[1]}`)
  const parsed = new URL(url)
  if (parsed.origin === app.origin) return app.basePath + parsed.pathname + parsed.search + parsed.hash
  if (parsed.hostname === 'admin.shopify.com') return ownAppPath(parsed.pathname + parsed.search)
  if (parsed.hostname === shopDomain) return parsed.pathname + parsed.search
  return url
}

function ownAppPath(path) {
  const { app, storePath } = frameConfig
  return path.replace(`${storePath}/apps/${app.apiKey}`, app.basePath)
}
