import { tellApp } from './channel.js'
import { element } from './element.js'
import { frameConfig } from './frame-config.js'
import { mayLeave } from './save-bar.js'

let items = []
let path = '/'

export function showNavMenu(menu) {
  items = menu.items
  drawNav()
}

export function showCurrentPath(current) {
  path = current
  drawNav()
}

/** Goes to a path of the app through the app's own router, if nothing unsaved would be lost. */
export async function goTo(href) {
  if (await mayLeave()) tellApp('navigate', { href })
}

export function startAppNav() {
  document.getElementById('app-link').addEventListener('click', (event) => {
    const home = items.find((item) => item.home)
    if (home !== undefined) follow(event, home.href)
  })
}

function drawNav() {
  const visible = items.filter((item) => !item.home)
  const current = longestMatch(visible)
  const links = visible.map((item) =>
    element(
      'a',
      {
        href: frameConfig.app.basePath + item.href,
        class: item === current ? 'nav-sub current' : 'nav-sub',
        'aria-current': item === current ? 'page' : null,
        onclick: (event) => follow(event, item.href),
      },
      item.label,
    ),
  )
  document.getElementById('app-nav').replaceChildren(...links)
  document.getElementById('app-link').classList.toggle('current', current === undefined)
}

function longestMatch(links) {
  const here = path.split(/[?#]/)[0]
  const matching = links.filter(({ href }) => here === href || here.startsWith(`${href}/`))
  return matching.sort((left, right) => right.href.length - left.href.length)[0]
}

function follow(event, href) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  document.body.classList.remove('menu-open')
  void goTo(href)
}
