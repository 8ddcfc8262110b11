import type { Request, Response } from 'express'
import { z } from 'zod'
import type { DevShop } from '../shop.ts'

/** What may go wrong with the Admin API on purpose: shares are 0..1 of all requests. */
export type ApiTrouble = {
  /** The bucket is found empty. */
  throttle: number
  /** HTTP 500, and nothing was done. */
  error: number
  /** The connection is closed without an answer, and nothing was done. */
  close: number
}

const troubleOf = new WeakMap<DevShop, ApiTrouble & { owed: ApiTrouble }>()

/** The shop's switches; all are off at first. */
export function apiTrouble(shop: DevShop): ApiTrouble & { owed: ApiTrouble } {
  let trouble = troubleOf.get(shop)
  if (trouble === undefined) {
    trouble = { throttle: 0, error: 0, close: 0, owed: { throttle: 0, error: 0, close: 0 } }
    troubleOf.set(shop, trouble)
  }
  return trouble
}

/** A change of some switches, as POST /dev/admin-api/trouble takes it. */
export const troubleShape = z
  .strictObject({
    throttle: z.number().min(0).max(1),
    error: z.number().min(0).max(1),
    close: z.number().min(0).max(1),
  })
  .partial()

/** Makes the trouble that is due. Returns whether the request is over with it; throttling is left to the bucket. */
export function makeTrouble(shop: DevShop, request: Request, response: Response): boolean {
  if (isDue(shop, 'throttle')) shop.bucket.available = 0
  if (isDue(shop, 'close')) {
    request.socket.destroy()
    return true
  }
  if (!isDue(shop, 'error')) return false
  response.status(500).json({ errors: 'Internal Server Error' })
  return true
}

// Evenly spread instead of by chance, so that a test always meets it.
function isDue(shop: DevShop, kind: keyof ApiTrouble): boolean {
  const trouble = apiTrouble(shop)
  trouble.owed[kind] += trouble[kind]
  if (trouble.owed[kind] < 1) return false
  trouble.owed[kind] -= 1
  return true
}
