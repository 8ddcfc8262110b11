const offsets = new Map<string, number>()
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The moment at which clocks in `timeZone` show `local`.
 * @param local 'YYYY-MM-DDTHH:mm:ss'; an hour that a clock change skips counts as the hour after it
 */
export function momentOf(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`)
  const key = timeZone + local.slice(0, 13)
  let offset = offsets.get(key)
  if (offset === undefined) {
    if (offsets.size > 100_000) offsets.clear()
    offset = offsetAt(asUtc - offsetAt(asUtc, timeZone), timeZone)
    offsets.set(key, offset)
  }
  return new Date(asUtc - offset)
}

/** Milliseconds by which clocks in `timeZone` are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  return Date.parse(`${format.format(moment).replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000
}
