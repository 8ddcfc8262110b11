import { createHash } from 'node:crypto'
import type { CustomerId } from '../kernel/index.ts'

/**
 * The id of a person who never signed up: the negative of 62 bits of the hash of his normalised e-mail.
 * It needs no counter, so a replay in any order gives the same rows. Shopify's ids are positive.
 */
export function guestIdOf(email: string): CustomerId {
  const bits = createHash('sha256').update(email).digest().readBigUInt64BE() & 0x3fff_ffff_ffff_ffffn
  return -(bits === 0n ? 1n : bits) as CustomerId
}
