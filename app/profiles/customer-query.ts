import { rfmGroups, type RfmGroup } from '../kernel/index.ts'
import { customerSorts, type CustomerSort } from './customer-sort.ts'
import { readPlace, type ListPlace } from './list-place.ts'
import { risks, type Risk } from './outlook-view.ts'

/** Within how many days the next order is most likely, or that none is expected. */
export const nextOrders = ['30', '90', '365', 'none'] as const
export type NextOrder = (typeof nextOrders)[number]

/** Which customers to list, in what order, from where. */
export type CustomerQuery = {
  search: string
  types: string[]
  groups: RfmGroup[]
  risks: Risk[]
  next: NextOrder | null
  /** The least that is expected of a customer in minor units. */
  expected: number | null
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
  const descending = direction === undefined ? known !== 'name' && known !== 'next-order' : direction === 'desc'
  const expected = params.get('expected') ?? ''
  return {
    search: (params.get('search') ?? '').trim().slice(0, 200),
    types: params.getAll('type').filter(Boolean).slice(0, 50),
    groups: rfmGroups.filter((group) => params.getAll('group').includes(group)),
    risks: risks.filter((risk) => params.getAll('risk').includes(risk)),
    next: nextOrders.find((next) => next === params.get('next')) ?? null,
    expected: /^\d{1,15}$/.test(expected) ? Number(expected) : null,
    mayEmail: params.get('mayEmail') === 'yes',
    sort: known,
    descending,
    place: readPlace(params.get('place'), { sort: known, descending }),
  }
}

/** What everybody fits: no search and no filter. */
export const nothingAsked = {
  ...{ search: '', types: [], groups: [], risks: [], next: null, expected: null, mayEmail: false },
} as const satisfies Partial<CustomerQuery>

/** Whether a search or a filter leaves some customers out. */
export function isNarrowed(query: CustomerQuery): boolean {
  const { search, types, groups, risks, next, expected, mayEmail } = query
  return (
    search !== '' || types.length + groups.length + risks.length > 0 || next !== null || expected !== null || mayEmail
  )
}
