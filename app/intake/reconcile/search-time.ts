// A younger change may just be on its way as a webhook: to write it down as repaired would be a false alarm.
const ON_ITS_WAY_MS = 2 * 60_000

/** Up to when everything has had its time to arrive, to the second. */
export function settledBy(now: Date): Date {
  return new Date(Math.floor((now.getTime() - ON_ITS_WAY_MS) / 1000) * 1000)
}

/** A moment as Shopify's search wants it: quoted, to the second. */
export function searchTime(moment: Date): string {
  return `'${moment.toISOString().slice(0, 19)}Z'`
}
