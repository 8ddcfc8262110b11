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

/** The Admin API of one shop. Waits out the leaky bucket when Shopify answers THROTTLED. */
export function openAdminApi({ domain, accessToken, fetch }: Reach): AdminApi {
  const client = createAdminApiClient({
    storeDomain: domain,
    apiVersion: API_VERSION,
    accessToken,
    customFetchApi: (url, init) => fetch(url, init),
    retries: 2,
  })
  return {
    async run<Data>(operation: string, variables: Record<string, unknown> = {}): Promise<Data> {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await client.request<Data>(operation, { variables })
        if (answer.errors === undefined && answer.data !== undefined) return answer.data
        const problem = problemOf(answer.errors)
        if (!problem.throttled) throw problem.error
        if (attempt === MAX_WAITS) throw new ShopUnavailable(`${domain} stays throttled`)
        await pause(waitFor(answer.extensions, attempt))
      }
    },
  }
}

type ClientErrors = {
  networkStatusCode?: number
  message?: string
  graphQLErrors?: { message: string; extensions?: { code?: string } }[]
}

function problemOf(errors: ClientErrors | undefined): { throttled: boolean; error: Error } {
  const graphql = errors?.graphQLErrors ?? []
  const throttled = graphql.some((error) => error.extensions?.code === 'THROTTLED')
  const status = errors?.networkStatusCode
  const message = graphql.map((error) => error.message).join('; ') || (errors?.message ?? 'no data')
  const refused = graphql.length > 0 || (status !== undefined && status >= 400 && status < 500 && status !== 429)
  return { throttled, error: refused ? new ShopRejected(message) : new ShopUnavailable(message) }
}

type Cost = {
  cost?: { requestedQueryCost?: number; throttleStatus?: { currentlyAvailable: number; restoreRate: number } }
}

function waitFor(extensions: Cost | undefined, attempt: number): number {
  const { requestedQueryCost = 100, throttleStatus } = extensions?.cost ?? {}
  if (throttleStatus === undefined) return 500 * 2 ** attempt
  const missing = Math.max(0, requestedQueryCost - throttleStatus.currentlyAvailable)
  return Math.ceil((missing / throttleStatus.restoreRate) * 1000) + 100
}
