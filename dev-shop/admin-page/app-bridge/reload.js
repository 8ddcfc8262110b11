import { freshIdToken } from './id-token.js'

/**
 * The app's server sends a document that came without a token to a page with shopify-reload in its address: App Bridge
 * fetches a token there and loads the wanted document with it.
 */
export async function reloadWithToken(target) {
  const url = new URL(target, location.href)
  if (url.origin !== location.origin)
    throw new Error(`App Bridge does not reload ${url.origin} from ${location.origin}`)
  url.searchParams.set('id_token', await freshIdToken())
  location.replace(url)
}
