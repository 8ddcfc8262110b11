import { createAdminApiClient } from '@shopify/admin-api-client'
import { setTimeout as pause } from 'node:timers/promises'
import { API_VERSION } from './shopify-version.ts'

/** Shopify understood and said no: a retry would get the same answer. */
export class ShopRejected extends Error {
  override name = 'ShopRejected'
}

/** Shopify could not be asked now: a later retry makes sense. */
export class ShopUnavailable extends Error {
  override name = 'ShopUnavailable'
}

export type AdminApi = {
  /**
   * Runs one GraphQL operation and returns its data.
   * @throws ShopRejected for errors in the operation, its access or its input
   * @throws ShopUnavailable where the shop does not answer, or stays throttled
   */
  run<Data>(operation: string, variables?: Record<string, unknown>): Promise<Data>
}

type Reach = { domain: string; accessToken: string; fetch: typeof fetch }

const MAX_WAITS = 8

/**
 * The Admin API of one shop. Waits where Shopify asks us to: for the leaky bucket (THROTTLED, which comes with HTTP 200),
 * and after 429 and 503, which mean that nothing was done. A lost connection is not repeated here, because a mutation
 * may have been done before it broke.
 */
export function openAdminApi({ domain, accessToken, fetch }: Reach): AdminApi {
  const client = createAdminApiClient({
    storeDomain: domain,
    apiVersion: API_VERSION,
    accessToken,
    customFetchApi: (url, init) => fetch(url, init),
    // The library's own retries read Retry-After as milliseconds and repeat mutations after a lost connection.
    retries: 0,
  })
  return {
    async run<Data>(operation: string, variables: Record<string, unknown> = {}): Promise<Data> {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await client.request<Data>(operation, { variables })
        if (answer.errors === undefined && answer.data !== undefined) return answer.data
        const wait = waitFor(answer.errors, answer.extensions, attempt)
        if (wait === null) throw problemOf(answer.errors)
        if (attempt === MAX_WAITS) throw new ShopUnavailable(`${domain} stays throttled`)
        await pause(wait)
      }
    },
  }
}

type ClientErrors = {
  networkStatusCode?: number
  message?: string
  graphQLErrors?: { message: string; extensions?: { code?: string } }[]
  response?: { headers: { get(name: string): string | null } }
}
type Cost = {
  cost?: { requestedQueryCost?: number; throttleStatus?: { currentlyAvailable?: number; restoreRate?: number } }
}

/** Milliseconds after which the same request makes sense; null where it makes none. */
function waitFor(errors: ClientErrors | undefined, extensions: unknown, attempt: number): number | null {
  if (isThrottled(errors)) return untilRestored(extensions, attempt)
  const status = errors?.networkStatusCode
  if (status !== 429 && status !== 503) return null
  const seconds = Number(errors?.response?.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : 500 * 2 ** attempt
}

function isThrottled(errors: ClientErrors | undefined): boolean {
  return errors?.graphQLErrors?.some((error) => error.extensions?.code === 'THROTTLED') ?? false
}

function untilRestored(extensions: unknown, attempt: number): number {
  const { requestedQueryCost = 100, throttleStatus } = (extensions as Cost | undefined)?.cost ?? {}
  if (throttleStatus === undefined) return 500 * 2 ** attempt
  const { currentlyAvailable = 0, restoreRate = 100 } = throttleStatus
  const missing = Math.max(0, requestedQueryCost - currentlyAvailable)
  return Math.ceil((missing / restoreRate) * 1000) + 100
}

function problemOf(errors: ClientErrors | undefined): Error {
  const graphql = errors?.graphQLErrors ?? []
  const status = errors?.networkStatusCode
  const answered =
    status === undefined || graphql.length > 0 ? (errors?.message ?? 'no data') : `Shopify answered ${status}`
  const message = graphql.map((error) => error.message).join('; ') || answered
  const broken = graphql.some(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR')
  const refused = (graphql.length > 0 && !broken) || (status !== undefined && status >= 400 && status < 500)
  return refused ? new ShopRejected(message) : new ShopUnavailable(message)
}
