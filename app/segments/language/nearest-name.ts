const LONGEST = 64

/** The name that differs least from what was written, if it differs by a slip of the pen; null for none. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const asked = written.toLowerCase()
  if (asked.length > LONGEST) return null
  let best: string | null = null
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1
  for (const name of names) {
    if (Math.abs(name.length - asked.length) >= least) continue
    const distance = editsBetween(asked, name.toLowerCase())
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

/** Levenshtein's distance: how many letters must be put in, taken out or exchanged. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const exchanged = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(exchanged, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    above = current
  }
  return above[b.length] ?? 0
}
