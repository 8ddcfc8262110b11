import { parseId, rfmGroups, type RfmGroup } from '../kernel/index.ts'

export const customerSorts = ['last-order', 'spent', 'name'] as const
export type CustomerSort = (typeof customerSorts)[number]

/** A place in the list: the sort key's text and the customer; pages go on after it or end before it. */
export type ListPlace = { way: 'after' | 'before'; key: string; id: bigint }

/** Which customers to list, in what order, from where. */
export type CustomerQuery = {
  search: string
  types: string[]
  groups: RfmGroup[]
  mayEmail: boolean
  sort: CustomerSort
  /** From the largest, latest or last letter down. */
  descending: boolean
  place: ListPlace | null
}

/** Reads the query from an address; what makes no sense falls back to the list's beginning. */
export function readCustomerQuery(params: URLSearchParams): CustomerQuery {
  const [sort = '', direction] = (params.get('sort') ?? '').split(' ')
  const known = customerSorts.find((name) => name === sort) ?? 'last-order'
  const descending = direction === undefined ? known !== 'name' : direction === 'desc'
  return {
    search: (params.get('search') ?? '').trim().slice(0, 200),
    types: params.getAll('type').filter(Boolean).slice(0, 50),
    groups: rfmGroups.filter((group) => params.getAll('group').includes(group)),
    mayEmail: params.get('mayEmail') === 'yes',
    sort: known,
    descending,
    place: readPlace(params.get('place'), `${known} ${String(descending)}`),
  }
}

/** Writes a place for an address. It holds only for the order it was taken from. */
export function writePlace({ way, key, id }: ListPlace, { sort, descending }: CustomerQuery): string {
  const text = JSON.stringify([`${sort} ${String(descending)}`, way, key, String(id)])
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function readPlace(text: string | null, order: string): ListPlace | null {
  if (text === null || !/^[\w=-]+$/.test(text)) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const [of, way, key, digits] = Array.isArray(parts) ? parts.map(String) : []
    const id = parseId(digits)
    if (of !== order || key === undefined || id === null || !fits(order, key)) return null
    return { way: way === 'before' ? 'before' : 'after', key, id }
  } catch {
    return null // a place that nobody gave out starts over.
  }
}

// The key is cast in SQL, where a made-up one would be an error instead of a beginning.
function fits(order: string, key: string): boolean {
  if (order.startsWith('spent')) return /^-?\d{1,18}$/.test(key)
  if (order.startsWith('name')) return !key.includes('\0')
  return key === '-infinity' || /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(key)
}
