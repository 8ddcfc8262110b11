import { z } from 'zod'
import type { DevShop } from '../shop.ts'

/** What may go wrong with mail on purpose. */
export type MailFaults = {
  /** Recipients that are refused with 550: an address with * for any characters, e.g. '*@gone.example'. */
  refuse: string | null
  /** Recipients that are put off with 450, written likewise. */
  deferRecipients: string | null
  /** How long the server thinks before it accepts a message. */
  delayMs: number
  /** How many of the next connections are cut in the middle of their message. */
  drop: number
}

const faultsOf = new WeakMap<DevShop, MailFaults>()

/** The shop's switches; all are off at first. */
export function mailFaults(shop: DevShop): MailFaults {
  let faults = faultsOf.get(shop)
  if (faults === undefined) faultsOf.set(shop, (faults = { refuse: null, deferRecipients: null, delayMs: 0, drop: 0 }))
  return faults
}

/** A change of some switches, as POST /dev/mailbox/faults takes it. */
export const faultsShape = z
  .object({
    refuse: z.string().min(1).nullable(),
    deferRecipients: z.string().min(1).nullable(),
    delayMs: z.number().int().min(0).max(600_000),
    drop: z.number().int().min(0),
  })
  .partial()
  .strict()

/** Whether an address matches a pattern in which * stands for any characters. */
export function matchesAddress(pattern: string | null, address: string): boolean {
  if (pattern === null) return false
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`, 'i').test(address)
}
