import { fileURLToPath } from 'node:url'

/** The app's own configuration, which has an app proxy and all webhooks. */
export const projectToml = fileURLToPath(new URL('../../../shopify.app.toml', import.meta.url))

/** A browser without a screen: keeps the session cookie and does not follow redirects. */
export function shopperAt(origin: string) {
  let cookie = ''
  const send = async (path: string, init: { method?: string; body?: URLSearchParams } = {}) => {
    const response = await fetch(origin + path, { ...init, headers: { cookie }, redirect: 'manual' })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { status: response.status, location: response.headers.get('location'), text: await response.text() }
  }
  return {
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }),
  }
}
