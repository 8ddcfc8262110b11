import { normaliseEmail } from '../kernel/index.ts'

/** Whom a body may name: numbers that may be ids of customers or orders, and words such as addresses and phones. */
export type Subjects = { ids: bigint[]; words: string[] }

const LONGEST_ADDRESS = 320
const OF_A_PERSON = /^id$|(?:customer|order)_?id$|^(?:customers|orders)(?:_|$)/i
const WHOSE = /^(?:customer|order)$/i
const IN_TEXT = /gid:\/\/shopify\/(\w+)\/(\d{1,19})|\b(\d{9,19})\b/g
const ADDRESS = /[^[\]\s"'<>(),;:\\{}]+@[^[\]\s"'<>(),;:\\{}]+/g

/**
 * Finds in a body what a person may be looked for by later, rather too much than too little. Of a list's things, such
 * as lines, the own ids are left out: they are many, and nobody is looked for by them.
 */
export function subjectsOf(body: unknown): Subjects {
  const ids = new Set<bigint>()
  const words = new Set<string>()
  visit(body, '', false)
  return { ids: [...ids], words: [...words] }

  function visit(value: unknown, key: string, inList: boolean): void {
    if (typeof value === 'string') readText(value, key)
    else if (typeof value === 'number' || typeof value === 'bigint') readNumber(value, key, inList)
    else if (Array.isArray(value)) for (const item of value) visit(item, key, true)
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) visit(inner, name, inList && !WHOSE.test(name))
  }

  function readNumber(value: number | bigint, key: string, ofList: boolean): void {
    if (!OF_A_PERSON.test(key) || (ofList && key === 'id')) return
    if (typeof value === 'bigint' || Number.isSafeInteger(value)) addId(BigInt(value))
  }

  function readText(text: string, key: string): void {
    if (OF_A_PERSON.test(key) && /^\d{1,19}$/.test(text)) addId(BigInt(text))
    for (const [, type, ofType, alone] of text.matchAll(IN_TEXT))
      if (alone !== undefined) addId(BigInt(alone))
      else if (ofType !== undefined && (type === 'Customer' || type === 'Order')) addId(BigInt(ofType))
    if (text.includes('@'))
      for (const [address] of text.matchAll(ADDRESS)) addWord(address.replace(/^[.!?]+|[.!?]+$/g, ''))
    // As a whole too, for the ledger takes whatever has an @ for an address.
    if (/email/i.test(key) && text.length <= LONGEST_ADDRESS) addWord(text)
    if (/phone/i.test(key) || text.startsWith('+')) addWord(text)
  }

  function addId(id: bigint): void {
    if (BigInt.asIntN(64, id) === id) ids.add(id)
  }

  function addWord(text: string): void {
    const word = asSubject(text)
    if (word !== '') words.add(word)
  }
}

/** The one spelling in which an address or a phone is looked for: of a phone its digits only. */
export function asSubject(text: string): string {
  return normaliseEmail(text) ?? text.replace(/\D/g, '')
}
