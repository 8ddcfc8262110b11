/** A person with a browser on the storefront: keeps the cookies, follows redirects by hand. */
export class Shopper {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  get(path: string): Promise<Response> {
    return this.#ask(path, { method: 'GET' })
  }

  post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(path, this.#origin), { ...init, headers: { cookie }, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      this.#cookies.set(name, value)
    }
    if (answer.status >= 400)
      throw new Error(`${path} answered HTTP ${String(answer.status)}: ${(await answer.text()).slice(0, 300)}`)
    return answer
  }
}
