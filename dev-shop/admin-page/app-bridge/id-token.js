import { ask } from './channel.js'

const RENEW_BEFORE_MS = 10_000

let current = null
let underWay = null

/** A session token that is valid for at least some seconds more. */
export async function idToken() {
  if (current !== null && current.expiresAt - RENEW_BEFORE_MS > Date.now()) return current.token
  underWay ??= freshIdToken().finally(() => (underWay = null))
  return underWay
}

/** A session token that nobody has seen before. */
export async function freshIdToken() {
  const { token } = await ask('session-token')
  const [, claims] = token.split('.')
  const { exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')))
  current = { token, expiresAt: exp * 1000 }
  return token
}
