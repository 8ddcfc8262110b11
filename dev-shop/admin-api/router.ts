import { randomUUID } from 'node:crypto'
import express from 'express'
import { z } from 'zod'
import { splitScopes } from '../app-config.ts'
import { useAccessToken } from '../oauth/tokens.ts'
import type { DevShop } from '../shop.ts'
import { effectiveScopes } from './access.ts'
import { runOperation } from './operation.ts'
import { ADMIN_API_VERSION, adminSchema } from './schema.ts'
import { makeTrouble } from './trouble.ts'

/** POST /admin/api/2026-10/graphql.json for an app with an access token. */
export function adminApiRouter(shop: DevShop): express.Router {
  // Read before the first request, because an app gives up on a request that waits for the schema.
  adminSchema()
  const router = express.Router()
  router.use('/admin/api/:version/graphql.json', (request, response, next) => {
    response.setHeader('x-request-id', randomUUID())
    response.setHeader('x-shopify-api-version', ADMIN_API_VERSION)
    const problem = requestProblem(shop, request)
    if (problem === null) next()
    else response.status(problem.status).json({ errors: problem.message })
  })
  router.post('/admin/api/:version/graphql.json', express.json({ limit: '5mb' }), (request, response) => {
    const token = useAccessToken(shop, request.get('x-shopify-access-token') ?? '')
    if (token === undefined) {
      response
        .status(401)
        .json({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' })
      return
    }
    if (makeTrouble(shop, request, response)) return
    const operation = operationShape.safeParse(request.body)
    if (!operation.success) {
      response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } })
      return
    }
    const { query, variables, operationName } = operation.data
    response.json(
      runOperation(shop, scopesOf(token.scopes), {
        query,
        variables: variables ?? {},
        operationName: operationName ?? undefined,
      }),
    )
  })
  return router
}

const operationShape = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

function requestProblem(shop: DevShop, request: express.Request): { status: number; message: string } | null {
  const { version } = request.params
  if (version !== ADMIN_API_VERSION) {
    return { status: 404, message: `Not Found: this shop speaks ${ADMIN_API_VERSION}, not ${version ?? ''}` }
  }
  const host = request.get('x-forwarded-host')
  if (host !== undefined && host !== shop.domain) return { status: 404, message: `Not Found: no shop at ${host}` }
  if (request.method !== 'POST') return { status: 405, message: 'Method Not Allowed' }
  return null
}

const scopeSets = new Map<string, ReadonlySet<string>>()

function scopesOf(granted: string): ReadonlySet<string> {
  let scopes = scopeSets.get(granted)
  if (scopes === undefined) scopeSets.set(granted, (scopes = effectiveScopes(splitScopes(granted))))
  return scopes
}
