import { send } from './channel.js'
import { freshIdToken, idToken } from './id-token.js'

const RETRY_HEADER = 'X-Shopify-Retry-Invalid-Session-Request'
const REAUTHORIZE_HEADER = 'X-Shopify-API-Request-Failure-Reauthorize-Url'

const plainFetch = window.fetch.bind(window)

/** Lets every request to the app itself carry a session token; requests elsewhere stay as they are. */
export function authenticateFetch() {
  window.fetch = async (resource, options) => {
    const url = new URL(resource instanceof Request ? resource.url : resource, document.baseURI)
    if (url.origin !== location.origin) return plainFetch(resource, options)
    const request = new Request(resource, options)
    if (request.headers.has('Authorization')) return plainFetch(request)
    const again = request.clone()
    const response = await plainFetch(authorized(request, await idToken()))
    return isRefused(response)
      ? answered(await plainFetch(authorized(again, await freshIdToken())))
      : answered(response)
  }
}

function authorized(request, token) {
  request.headers.set('Authorization', `Bearer ${token}`)
  request.headers.set('X-Requested-With', 'XMLHttpRequest')
  return request
}

function isRefused(response) {
  return response.status === 401 && response.headers.get(RETRY_HEADER) === '1'
}

function answered(response) {
  const url = response.headers.get(REAUTHORIZE_HEADER)
  if (url !== null) send('redirect', { url: new URL(url, location.href).href })
  return response
}
