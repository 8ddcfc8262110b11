import { parseId } from '../kernel/index.ts'
import type { CustomerSort } from './customer-sort.ts'

/**
 * A place in the list: the part of its order, the sort key's text there and the customer; pages go on after it or end
 * before it. An order has parts where not everybody has its key.
 */
export type ListPlace = { way: 'after' | 'before'; part: number; key: string; id: bigint }

type Order = { sort: CustomerSort; descending: boolean }

/** Writes a place for an address. It holds only for the order it was taken from. */
export function writePlace({ way, part, key, id }: ListPlace, order: Order): string {
  const text = JSON.stringify([nameOf(order), way, key, String(id), part])
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

/** Reads what writePlace wrote; null for anything else, which makes the list start over. */
export function readPlace(text: string | null, order: Order): ListPlace | null {
  if (text === null || !/^[\w=-]+$/.test(text)) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const [of, way, key, digits, number = '0'] = Array.isArray(parts) ? parts.map(String) : []
    const [id, part] = [parseId(digits), Number(number)]
    if (of !== nameOf(order) || key === undefined || id === null || !/^[0-2]$/.test(number)) return null
    if (!fits(order, part, key)) return null
    return { way: way === 'before' ? 'before' : 'after', part, key, id }
  } catch {
    return null // a place that nobody gave out
  }
}

function nameOf({ sort, descending }: Order): string {
  return `${sort} ${String(descending)}`
}

// The key is cast in SQL, where a made-up one would be an error instead of a beginning.
function fits({ sort }: Order, part: number, key: string): boolean {
  if (part > 0) return key === ''
  switch (sort) {
    case 'spent':
    case 'expected':
      return /^-?\d{1,18}$/.test(key)
    case 'risk':
      return /^[01](\.\d{1,20})?(e-\d\d?)?$/.test(key) || /^\d\.\d{1,20}e-\d\d?$/.test(key)
    case 'next-order':
      return isDay(key)
    case 'name':
      return !key.includes('\0')
    case 'last-order':
      return key === '-infinity' || /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(key)
  }
}

function isDay(key: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(key) && !Number.isNaN(Date.parse(`${key}T00:00:00Z`))
}
