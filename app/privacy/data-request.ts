import { DAY } from '../kernel/index.ts'

/** A request as the list shows it; moments are ISO 8601. */
export type DataRequestRow = {
  id: string
  name: string
  askedAt: string
  /** Until then the law wants an answer. */
  dueAt: string
  handedOverAt: string | null
}

/** One month after it was asked: Art. 12(3) GDPR, by Shopify's terms thirty days. */
export function dueAt(askedAt: Date): Date {
  return new Date(askedAt.getTime() + 30 * DAY)
}
