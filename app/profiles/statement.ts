import { sayableKinds, type SayableKind, type Stance } from './preference-kinds.ts'

/** "Does not like rings", "likes silver". */
export type Statement = { kind: SayableKind; value: string; stance: Stance }

export const LONGEST_VALUE = 200

/** Reads a statement from a form; null where it is none. */
export function readStatement(kind: unknown, value: unknown, stance: unknown): Statement | null {
  const known = sayableKinds.find((name) => name === kind)
  const text = typeof value === 'string' ? value.trim() : ''
  if (known === undefined || text === '' || text.length > LONGEST_VALUE || text.includes('\0')) return null
  if (stance !== 'likes' && stance !== 'dislikes') return null
  return { kind: known, value: text, stance }
}
