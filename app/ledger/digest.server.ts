import { createHash } from 'node:crypto'
import type { Version } from './records.ts'

/**
 * A short hash of what a telling says, apart from when it was said: of two tellings with the same times the greater
 * wins, whatever came first. Empty for what an export tells in parts.
 */
export function digestOf({ toldAt: _, complete, ...content }: Partial<Version>): string {
  return complete === true ? hashOf(content) : ''
}

/** 64 bits of the content's hash, in hex. */
export function hashOf(content: object): string {
  const text = JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
