import { readFileSync } from 'node:fs'
import express from 'express'
import { bundle } from './bundle.ts'

const appBridge = [
  'config',
  'channel',
  'id-token',
  'fetch',
  'navigation',
  'reload',
  'buttons',
  'nav-menu',
  'title-bar',
  'save-bar',
  'form-save-bar',
  'modal-styles',
  'modal',
  'toast',
  'picker',
  'start',
]
const frameClient = [
  'frame-config',
  'element',
  'dialog',
  'toasts',
  'page-actions',
  'channel',
  'save-bar',
  'app-nav',
  'title-bar',
  'picker-dialog',
  'app-frame',
  'start',
]
const styles = ['base', 'top-bar', 'side-nav', 'content', 'tables', 'app', 'dialogs', 'phone']

/** The scripts and styles of the admin; /app-bridge.js is the one that the app puts into its own pages. */
export function adminAssetsRouter(): express.Router {
  const router = express.Router()
  const assets: [string, string, string][] = [
    ['/app-bridge.js', 'js', bundle(new URL('./app-bridge/', import.meta.url), appBridge)],
    ['/admin-page/frame.js', 'js', bundle(new URL('./frame-client/', import.meta.url), frameClient)],
    [
      '/admin-page/frame.css',
      'css',
      styles.map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8')).join('\n'),
    ],
  ]
  for (const [path, type, content] of assets) {
    router.get(path, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type(type).send(content)
    })
  }
  return router
}
