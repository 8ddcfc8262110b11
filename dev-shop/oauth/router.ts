import express from 'express'
import { z } from 'zod'
import { installApp } from '../install.ts'
import type { DevShop } from '../shop.ts'
import { inTransaction } from '../state/open.ts'
import { isValidSessionToken } from './session-token.ts'
import { findByRefreshToken, issueToken } from './tokens.ts'
import type { IssuedToken } from './tokens.ts'

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token'

/** POST /admin/oauth/access_token: token exchange and refresh. Refusals are 400 with {error, error_description}. */
export function oauthRouter(shop: DevShop): express.Router {
  const router = express.Router()
  router.post(
    '/admin/oauth/access_token',
    express.json(),
    express.urlencoded({ extended: false }),
    (request, response) => {
      const answer = inTransaction(shop.state, () => grant(shop, request.body))
      response.status('error' in answer ? 400 : 200).json(answer)
    },
  )
  return router
}

type Refusal = { error: string; error_description: string }

const credentials = { client_id: z.string(), client_secret: z.string() }
const grantShape = z.discriminatedUnion('grant_type', [
  z.object({
    ...credentials,
    grant_type: z.literal(TOKEN_EXCHANGE),
    subject_token: z.string(),
    subject_token_type: z.literal(ID_TOKEN),
    requested_token_type: z.literal(OFFLINE),
    expiring: z.union([z.literal('1'), z.literal('0'), z.literal(1), z.literal(0)]).default('0'),
  }),
  z.object({ ...credentials, grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
])

function grant(shop: DevShop, body: unknown): IssuedToken | Refusal {
  const read = grantShape.safeParse(body)
  if (!read.success) return refuse('invalid_request', z.prettifyError(read.error))
  const request = read.data
  if (request.client_id !== shop.app.apiKey || request.client_secret !== shop.app.secret) {
    return refuse('application_cannot_be_found', 'client_id and client_secret belong to no app')
  }
  if (request.grant_type === 'refresh_token') return refresh(shop, request.refresh_token)
  if (!isValidSessionToken(shop, request.subject_token)) {
    return refuse('invalid_subject_token', 'the session token is forged, expired or made for another app or shop')
  }
  return issueToken(shop, installApp(shop), String(request.expiring) === '1')
}

function refresh(shop: DevShop, refreshToken: string): IssuedToken | Refusal {
  const token = findByRefreshToken(shop, refreshToken)
  if (token === undefined) return refuse('invalid_grant', 'the refresh token is unknown, expired, replaced or revoked')
  return issueToken(shop, token.scopes, true)
}

function refuse(error: string, description: string): Refusal {
  return { error, error_description: description }
}
