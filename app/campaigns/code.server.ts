import { randomInt } from 'node:crypto'

// Nothing that a person mixes up when reading it from a phone: no 0 and O, no 1, I and L, no vowels that make words.
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ'
const BLOCKS = 3
const BLOCK_LENGTH = 4

/** A code nobody can guess (57 bits), such as "HANDE-7KQ4-XMWP-3TRB"; its beginning is the shop's, never the person's. */
export function newCode(shopName: string): string {
  const blocks = Array.from({ length: BLOCKS }, () => Array.from({ length: BLOCK_LENGTH }, randomLetter).join(''))
  return [prefixOf(shopName), ...blocks].filter(Boolean).join('-')
}

function prefixOf(shopName: string): string {
  const plain = shopName.normalize('NFKD').toUpperCase()
  return plain
    .replace(/[^A-Z]/g, '')
    .replace(/[OIL]/g, '')
    .slice(0, 5)
}

function randomLetter(): string {
  return ALPHABET.charAt(randomInt(ALPHABET.length))
}
