/** Which arm of a split test a run goes: always the same, and evenly spread over runs. */
export function armOf(runId: string, stepId: string, percent: number): 'a' | 'b' {
  return fingerprint(`${runId}/${stepId}`) % 100 < percent ? 'a' : 'b'
}

/** The id of the task that a run's step makes: repeated, it is the same task. */
export function taskIdOf(runId: string, position: number): string {
  const tail = fingerprint(`${runId}/${String(position)}`)
    .toString(16)
    .padStart(8, '0')
  return `${runId.slice(0, 28)}${tail}`
}

// FNV-1a, with the bits mixed once more, because its lowest follow the last letters.
function fingerprint(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}
