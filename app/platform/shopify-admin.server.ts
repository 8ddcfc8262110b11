import { createAdminApiClient } from '@shopify/admin-api-client'
import { setTimeout as pause } from 'node:timers/promises'
import { mayBeUnstorable, parseStorable } from '../kernel/index.ts'
import type { ApiBucket, Asking, CostTold } from './api-bucket.server.ts'
import { pauseAfter } from './backoff.ts'
import type { Priority } from './leaky-bucket.ts'
import type { Logger } from './logger.server.ts'
import { operationName } from './operation-cost.ts'
import { isThrottled, problemOf, ShopAccessLost, ShopUnavailable, type ApiErrors } from './shop-problem.ts'
import { API_VERSION } from './shopify-version.ts'

export type AdminApi = {
  /**
   * Runs one GraphQL operation and returns its data.
   * @param onDate is told when Shopify answered by its own clock, to the second
   * @throws ShopRejected for errors in the operation, its access or its input
   * @throws ShopAccessLost where the token is no longer good
   * @throws ShopUnavailable where the shop does not answer, or stays throttled
   */
  run<Data>(operation: string, variables?: Record<string, unknown>, onDate?: (date: Date) => void): Promise<Data>
}

type Reach = {
  domain: string
  accessToken: string
  fetch: typeof fetch
  /** Without one a request waits only once Shopify has throttled it. */
  bucket?: ApiBucket
  /** People go first; background where not said. */
  priority?: Priority
  logger?: Logger
  /** Told that Shopify does not know the token any more. */
  onTokenRefused?: () => Promise<void>
}

const MAX_WAITS = 8
const LONGEST_REQUEST = 60_000

/**
 * The Admin API of one shop. A request waits until the shop's bucket holds what it may cost; where Shopify throttles it
 * all the same (THROTTLED comes with HTTP 200), or answers 429 or 503, nothing was done and it is asked again. A lost
 * connection is not repeated here, because a mutation may have been done before it broke.
 */
export function openAdminApi({ domain, accessToken, fetch, priority = 'background', ...parts }: Reach): AdminApi {
  const { bucket, logger, onTokenRefused } = parts
  const client = createAdminApiClient({
    storeDomain: domain,
    apiVersion: API_VERSION,
    accessToken,
    customFetchApi: async (url, init) => storableAnswer(await fetch(url, init)),
    // The library's own retries read Retry-After as milliseconds and repeat mutations after a lost connection.
    retries: 0,
  })

  /** One request, for which points are taken from the bucket and put right after the answer. */
  async function ask<Data>(asking: Asking) {
    const reserved = await bucket?.reserve(domain, asking)
    const begin = performance.now()
    const { operation, variables } = asking
    const answer = await client.request<Data>(operation, { variables, signal: AbortSignal.timeout(LONGEST_REQUEST) })
    const told = costTold(answer.extensions)
    if (reserved !== undefined) await bucket?.settle(domain, asking, reserved, told)
    const requestId = requestIdOf(answer)
    const asked = { domain, operation: operationName(operation), requestId }
    logger?.debug({ ...asked, cost: told?.actual, ms: Math.round(performance.now() - begin) }, 'asked Shopify')
    return { answer, told, asked }
  }

  return {
    async run<Data>(
      operation: string,
      variables: Record<string, unknown> = {},
      onDate?: (date: Date) => void,
    ): Promise<Data> {
      for (let attempt = 0; ; attempt += 1) {
        const { answer, told, asked } = await ask<Data>({ operation, variables, priority })
        const { errors, data } = answer
        if (errors === undefined && data !== undefined) {
          const date = new Date(answer.headers?.get('date') ?? NaN)
          if (!Number.isNaN(date.getTime())) onDate?.(date)
          return data
        }
        const wait = waitFor(errors, told, attempt)
        if (wait === null) {
          const problem = problemOf(errors, asked)
          if (problem instanceof ShopAccessLost && errors?.networkStatusCode === 401) await onTokenRefused?.()
          throw problem
        }
        if (attempt === MAX_WAITS)
          throw new ShopUnavailable(
            `${domain} stays throttled (${asked.operation}, request ${String(asked.requestId)})`,
          )
        logger?.warn({ ...asked, attempt, wait, status: errors?.networkStatusCode }, 'Shopify asks us to come later')
        await pause(wait)
      }
    },
  }
}

/** The same answer, with texts that PostgreSQL can hold. */
async function storableAnswer(answer: Response): Promise<Response> {
  const json = await answer.clone().text()
  if (!mayBeUnstorable(json)) return answer
  try {
    const { status, statusText, headers } = answer
    return new Response(JSON.stringify(parseStorable(json)), { status, statusText, headers })
  } catch {
    return answer
  }
}

/** Milliseconds after which the same request makes sense; null where it makes none. */
function waitFor(errors: ApiErrors | undefined, told: CostTold | null, attempt: number): number | null {
  const chance = Math.random()
  if (isThrottled(errors)) return told === null ? pauseAfter(attempt, chance, null) : untilRestored(told, chance)
  const status = errors?.networkStatusCode
  if (status !== 429 && status !== 503) return null
  return pauseAfter(attempt, chance, errors?.response?.headers.get('retry-after') ?? null)
}

function untilRestored({ requested, available, restoreRate }: CostTold, chance: number): number {
  return Math.ceil((Math.max(0, requested - available) / restoreRate) * 1000 + 100 + chance * 400)
}

type Extensions = {
  cost?: {
    requestedQueryCost?: number
    actualQueryCost?: number | null
    throttleStatus?: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }
  }
}

function costTold(extensions: unknown): CostTold | null {
  const {
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus,
  } = (extensions as Extensions | undefined)?.cost ?? {}
  if (requested === undefined || throttleStatus === undefined) return null
  const { maximumAvailable: maximum, currentlyAvailable: available, restoreRate } = throttleStatus
  return { requested, actual: actual ?? 0, maximum, available, restoreRate }
}

type Headers = { get(name: string): string | null }

function requestIdOf({ headers, errors }: { headers?: Headers; errors?: ApiErrors }): string | null {
  return (headers ?? errors?.response?.headers)?.get('x-request-id') ?? null
}
