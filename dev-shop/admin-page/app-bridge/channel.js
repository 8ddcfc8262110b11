import { shopOrigin } from './config.js'

const waiting = new Map()
const listeners = new Map()
let lastId = 0

/** Tells the frame something. */
export function send(type, payload = {}) {
  window.parent.postMessage({ appBridge: type, payload }, shopOrigin)
}

/** Asks the frame something and waits for its answer; a refusal rejects. */
export function ask(type, payload = {}) {
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    window.parent.postMessage({ appBridge: type, payload, id }, shopOrigin)
  })
}

/** Hears what the frame says of its own accord. */
export function on(type, listener) {
  listeners.set(type, listener)
}

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== window.parent || origin !== shopOrigin || typeof data !== 'object' || data === null) return
  if ('answerTo' in data) return settle(data)
  listeners.get(data.adminFrame)?.(data.payload)
})

function settle({ answerTo, result, problem }) {
  const question = waiting.get(answerTo)
  waiting.delete(answerTo)
  if (problem === undefined) question?.resolve(result)
  else question?.reject(new Error(problem))
}
