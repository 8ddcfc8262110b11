import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { DevShop } from '../shop.ts'
import { first, run } from '../state/query.ts'

const COOKIE = 'handelblitz_session'

/** What a browser has said so far: its cart, codes, who is logged in and in which language. Kept in the table carts. */
export type Session = {
  token: string
  lines: { variantId: string; quantity: number }[]
  codes: string[]
  customerId: string | null
  locale: 'de' | 'en' | null
  /** Names the cart to the outside; a new one after each order. */
  cartToken: string
  checkoutToken: string | null
}

/** The session of a request's cookie, or a new one that is not kept until saveSession. */
export function sessionOf(shop: DevShop, request: Request): Session {
  const token = cookieOf(request)
  const row = token && first<{ state: string }>(shop.state, 'select state from carts where token = ?', token)
  if (!row || !token) return { token: randomUUID(), ...sessionShape.parse({}) }
  return { token, ...sessionShape.parse(JSON.parse(row.state)) }
}

/** Keeps a session, and hands its cookie to the browser. */
export function saveSession(shop: DevShop, session: Session, response: Response): void {
  const { token, ...state } = session
  run(
    shop.state,
    'insert into carts (token, state, updated_at) values (?, ?, ?) on conflict (token) do update set state = excluded.state, updated_at = excluded.updated_at',
    token,
    JSON.stringify(state),
    shop.now().toISOString(),
  )
  response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'lax', path: '/' })
}

/** A name that nobody can guess, as carts and checkouts have it. */
export function newToken(): string {
  return randomUUID().replaceAll('-', '')
}

function cookieOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1]
}

const sessionShape = z.object({
  lines: z.array(z.object({ variantId: z.string(), quantity: z.number() })).default([]),
  codes: z.array(z.string()).default([]),
  customerId: z.string().nullable().default(null),
  locale: z.enum(['de', 'en']).nullable().default(null),
  cartToken: z.string().default(() => newToken()),
  checkoutToken: z.string().nullable().default(null),
})
