import type { ShopId } from './ids.ts'

/** The shop a request or job speaks for; every query is scoped by its id. */
export type Shop = {
  id: ShopId
  domain: string
  name: string
  email: string | null
  /** ISO 4217 */
  currency: string
  /** IANA name */
  timeZone: string
  /** BCP 47 */
  locale: string
}
