/** Shopify understood and said no: a retry would get the same answer. */
export class ShopRejected extends Error {
  override name = 'ShopRejected'
  /** The access scopes that the merchant would have to grant; empty where that is not the reason. */
  readonly missingScopes: string[]

  constructor(message: string, missingScopes: string[] = []) {
    super(message)
    this.missingScopes = missingScopes
  }
}

/** Shopify could not be asked now: a later retry makes sense. */
export class ShopUnavailable extends Error {
  override name = 'ShopUnavailable'
}

/** What helps where Shopify has ended our access; jobs that failed for this wait until it has been done. */
export const REMEDY = 'open the app in the admin once'

/**
 * Shopify does not let us in: the app was uninstalled and we have not heard of it yet, or its token ran out or was
 * revoked. Nothing is lost: either app/uninstalled arrives, or a new log-in brings a new token.
 */
export class ShopAccessLost extends ShopUnavailable {
  override name = 'ShopAccessLost'

  constructor(domain: string, reason: string) {
    super(`${domain} does not let the app in (${reason}): ${REMEDY}`)
  }
}

export type ApiErrors = {
  networkStatusCode?: number
  message?: string
  graphQLErrors?: { message: string; extensions?: { code?: string; requiredAccess?: string } }[]
  response?: { headers: { get(name: string): string | null } }
}

/** Which request went wrong, as a person looks it up or asks Shopify's support about it. */
export type Asked = { domain: string; operation: string; requestId: string | null }

// Frozen (402), forbidden (403) and locked (423) shops come back when the merchant has settled it with Shopify.
const LOCKED_OUT = [401, 402, 403, 423]

/** What the errors of an answer mean. */
export function problemOf(errors: ApiErrors | undefined, { domain, operation, requestId }: Asked): Error {
  const graphql = errors?.graphQLErrors ?? []
  const status = errors?.networkStatusCode
  const where = `${operation}, request ${requestId ?? 'without id'}`
  if (status !== undefined && LOCKED_OUT.includes(status))
    return new ShopAccessLost(domain, `Shopify answered ${status}; ${where}`)
  const answered =
    status === undefined || graphql.length > 0 ? (errors?.message ?? 'no data') : `Shopify answered ${status}`
  const said = graphql.map(({ message }) => message).join('; ') || answered
  const missing = [...new Set(graphql.flatMap(scopesIn))]
  const message = `${missing.length === 0 ? '' : `the app lacks the access scope ${missing.join(', ')}: `}${said} (${where})`
  const broken = graphql.some(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR')
  const refused = (graphql.length > 0 && !broken) || (status !== undefined && status >= 400 && status < 500)
  return refused ? new ShopRejected(message, missing) : new ShopUnavailable(message)
}

export function isThrottled(errors: ApiErrors | undefined): boolean {
  return errors?.graphQLErrors?.some(({ extensions }) => extensions?.code === 'THROTTLED') ?? false
}

type GraphQLProblem = NonNullable<ApiErrors['graphQLErrors']>[number]

/** Shopify writes scopes in backticks: "`read_orders` access scope." Any one of several would do. */
function scopesIn({ extensions }: GraphQLProblem): string[] {
  if (extensions?.code !== 'ACCESS_DENIED') return []
  return [...(extensions.requiredAccess ?? '').matchAll(/`([a-z_]+)`/g)].flatMap(([, scope]) => scope ?? [])
}
