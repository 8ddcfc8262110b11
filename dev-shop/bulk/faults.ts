import { z } from 'zod'

/** What may go wrong with bulk operations on purpose, and how often more. */
export type BulkFaults = {
  /** Operations that fail after so many objects of the root; what there is then has a partialDataUrl. */
  fail: { times: number; afterRoots: number }
  /** Operations whose result is gone before it is fetched. */
  expire: { times: number }
  /** Downloads that break off after so many bytes: the connection closes, or the file seems to end there. */
  truncate: { times: number; afterBytes: number; quietly: boolean }
  /** Downloads that are answered with 500. */
  refuse: { times: number }
}

export function noBulkFaults(): BulkFaults {
  return {
    fail: { times: 0, afterRoots: 0 },
    expire: { times: 0 },
    truncate: { times: 0, afterBytes: 0, quietly: false },
    refuse: { times: 0 },
  }
}

const times = z.int().nonnegative().default(1)

/** The body of POST /dev/bulk/faults: what is left out stays as it is. */
export const bulkFaultsShape = z.strictObject({
  fail: z.strictObject({ times, afterRoots: z.int().nonnegative() }).optional(),
  expire: z.strictObject({ times }).optional(),
  truncate: z
    .strictObject({ times, afterBytes: z.int().nonnegative(), quietly: z.boolean().default(false) })
    .optional(),
  refuse: z.strictObject({ times }).optional(),
})

/** The fault if it is due once more, which is counted; else null. */
export function takeFault<Name extends keyof BulkFaults>(faults: BulkFaults, name: Name): BulkFaults[Name] | null {
  const fault = faults[name]
  if (fault.times === 0) return null
  fault.times -= 1
  return fault
}
