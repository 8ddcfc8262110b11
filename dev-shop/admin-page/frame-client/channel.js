import { frameConfig } from './frame-config.js'

const handlers = new Map()
let appWindow = () => null

/** Listens to the app in the iframe, and to nobody else. */
export function openChannel(windowOfApp) {
  appWindow = windowOfApp
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source === null || source !== appWindow() || origin !== frameConfig.app.origin) return
    if (typeof data === 'object' && data !== null && typeof data.appBridge === 'string') void handle(data)
  })
}

/** Says what happens when the app sends a message of a type; a question is answered with what the handler returns. */
export function onApp(type, handler) {
  handlers.set(type, handler)
}

export function tellApp(type, payload = {}) {
  post({ adminFrame: type, payload })
}

async function handle({ appBridge: type, payload, id }) {
  const handler = handlers.get(type)
  if (handler === undefined) return post({ answerTo: id, problem: `The admin knows no message ${type}` })
  if (id === undefined) return handler(payload)
  try {
    post({ answerTo: id, result: await handler(payload) })
  } catch (error) {
    post({ answerTo: id, problem: error.message })
  }
}

function post(message) {
  appWindow()?.postMessage(message, frameConfig.app.origin)
}
