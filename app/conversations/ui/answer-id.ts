/**
 * The id under which a text is sent. It stays the same until the text changes, through a second click, a lost connection
 * and a reload, so that the server can tell a repeated answer from another one.
 */
export function answerIdFor(key: string, text: string): string {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as { id?: string; text?: string }
  if (kept.id !== undefined && kept.text === text) return kept.id
  const id = crypto.randomUUID()
  sessionStorage.setItem(key, JSON.stringify({ id, text }))
  return id
}

/** The same words may be sent again later, as an answer of their own. */
export function forgetAnswerId(key: string): void {
  sessionStorage.removeItem(key)
}
