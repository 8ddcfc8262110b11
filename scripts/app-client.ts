import { decode } from 'turbo-stream'
import { freshSessionToken } from './install.ts'

/** What a route's loader or action answered: its data, or the address it sent the browser to. */
export type Answer = { data: unknown; redirect: string | null }

const REDIRECT = Symbol('redirect')

/** Speaks to the app as its pages do inside the admin: with a session token, in Remix's single-fetch form. */
export class AppClient {
  readonly appUrl: string
  readonly devShopUrl: string

  constructor(appUrl: string, devShopUrl: string) {
    this.appUrl = appUrl
    this.devShopUrl = devShopUrl
  }

  /**
   * Loads a page's data. `route` is the file's name without ending, such as `routes/app.customers._index`.
   * @throws Error where the page answers with an error
   */
  async load(path: string, route: string): Promise<unknown> {
    const body = await this.#ask(path, { method: 'GET' })
    const entry = property(body, route)
    if (property(entry, 'error') !== undefined) throw new Error(`${path} failed: ${describe(property(entry, 'error'))}`)
    return property(entry, 'data')
  }

  /**
   * Submits a form to a page's action.
   * @throws Error where the action throws
   */
  async submit(path: string, fields: Record<string, string>): Promise<Answer> {
    const body = await this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) })
    const redirect = typeof body === 'object' && body !== null ? (body as Record<symbol, unknown>)[REDIRECT] : undefined
    if (redirect !== undefined) return { data: null, redirect: String(property(redirect, 'redirect')) }
    if (property(body, 'error') !== undefined) throw new Error(`${path} failed: ${describe(property(body, 'error'))}`)
    return { data: property(body, 'data'), redirect: null }
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    const url = new URL(path, this.appUrl)
    url.pathname += '.data'
    const headers = { authorization: `Bearer ${await freshSessionToken(this.devShopUrl)}`, 'user-agent': BROWSER }
    const answer = await fetch(url, { ...init, headers })
    if (answer.body === null || answer.headers.get('content-type')?.includes('text/x-script') !== true) {
      throw new Error(`${path} answered HTTP ${String(answer.status)}: ${(await answer.text()).slice(0, 300)}`)
    }
    const decoded = await decode(answer.body, { plugins: [revive] })
    await decoded.done
    return decoded.value
  }
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36'

function revive(type: string, ...rest: unknown[]): { value: unknown } | false {
  switch (type) {
    case 'SanitizedError':
      return { value: new Error(String(rest[1])) }
    case 'ErrorResponse':
      return { value: { status: rest[1], data: rest[0] } }
    case 'SingleFetchRedirect':
      return { value: { [REDIRECT]: rest[0] } }
    case 'SingleFetchClassInstance':
      return { value: rest[0] }
    case 'SingleFetchFallback':
      return { value: undefined }
    default:
      return false
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error)
}
