/**
 * A fetch that reaches every shop at the dev shop's address, telling it by x-forwarded-host which shop was meant.
 * Without a dev shop it is the ordinary fetch.
 */
export function shopFetch(devShopUrl: string | undefined): typeof fetch {
  if (devShopUrl === undefined) return fetch
  return (input, init) => {
    const wanted = new URL(input instanceof Request ? input.url : input)
    if (wanted.origin === new URL(devShopUrl).origin) return fetch(input, init)
    const headers = new Headers(init?.headers)
    headers.set('x-forwarded-host', wanted.host)
    return fetch(new URL(wanted.pathname + wanted.search, devShopUrl), { ...init, headers })
  }
}
