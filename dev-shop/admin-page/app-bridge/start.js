import { ask, send } from './channel.js'
import { config, isEmbedded, shopOrigin } from './config.js'
import { authenticateFetch } from './fetch.js'
import { watchForms } from './form-save-bar.js'
import { idToken } from './id-token.js'
import { Modal, modal } from './modal.js'
import { AppNav, NavMenu } from './nav-menu.js'
import { enterAdmin, followNavigation } from './navigation.js'
import { picker, resourcePicker } from './picker.js'
import { reloadWithToken } from './reload.js'
import { SaveBar, obeySaveBar, saveBar } from './save-bar.js'
import { Page, TitleBar, obeyTitleBar } from './title-bar.js'
import { obeyToasts, toast } from './toast.js'

const api = {
  config,
  origin: shopOrigin,
  ready: Promise.resolve(),
  environment: { mobile: false, embedded: isEmbedded, pos: false, intent: false },
  idToken,
  loading: (isLoading = true) => send('loading', { isLoading }),
  modal,
  picker,
  resourcePicker,
  saveBar,
  toast,
  user: () => ask('user'),
}

// An API that the real App Bridge has and this one lacks must not look like a feature that is switched off.
window.shopify = new Proxy(api, {
  get(target, name) {
    if (name in target || typeof name === 'symbol' || name === 'then') return target[name]
    throw new Error(`This App Bridge has no shopify.${name}`)
  },
})

const reload = new URLSearchParams(location.search).get('shopify-reload')
if (!isEmbedded) enterAdmin(config)
else if (reload !== null) void reloadWithToken(reload)
else start()

function start() {
  authenticateFetch()
  followNavigation()
  obeySaveBar()
  obeyTitleBar()
  obeyToasts()
  watchForms()
  // A style element in the head would be a stranger to a page that React hydrates; an adopted sheet is none.
  const hidden = new CSSStyleSheet()
  hidden.replaceSync('ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hidden]
  customElements.define('ui-nav-menu', NavMenu)
  customElements.define('s-app-nav', AppNav)
  customElements.define('ui-title-bar', TitleBar)
  customElements.define('s-page', Page)
  customElements.define('ui-save-bar', SaveBar)
  customElements.define('ui-modal', Modal)
  send('ready', { config: { apiKey: config.apiKey } })
}
