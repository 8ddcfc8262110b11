import { useSearchParams } from '@remix-run/react'
import { readCustomerQuery, type CustomerQuery } from '../customer-query.ts'

type Changes = Partial<Omit<CustomerQuery, 'place'>>

/** The list's query as the address holds it, so that a filtered list can be bookmarked, and ways to change it. */
export function useCustomerQuery() {
  const [params, setParams] = useSearchParams()
  const query = readCustomerQuery(params)
  return {
    query,
    change: (changes: Changes) => {
      setParams((before) => write(before, { ...query, ...changes }), { replace: true, preventScrollReset: true })
    },
    goTo: (place: string) => {
      setParams((before) => {
        const next = write(before, query)
        next.set('place', place)
        return next
      })
    },
  }
}

const ours = ['search', 'type', 'group', 'risk', 'next', 'expected', 'mayEmail', 'sort', 'place']
// The admin hands these over with the first page only; kept in the address they would be stale on a reload.
const ofTheFirstPage = ['id_token', 'hmac', 'session', 'timestamp']

function write(before: URLSearchParams, query: CustomerQuery): URLSearchParams {
  const params = new URLSearchParams(before)
  for (const name of [...ours, ...ofTheFirstPage]) params.delete(name)
  if (query.search !== '') params.set('search', query.search)
  for (const type of query.types) params.append('type', type)
  for (const group of query.groups) params.append('group', group)
  for (const risk of query.risks) params.append('risk', risk)
  if (query.next !== null) params.set('next', query.next)
  if (query.expected !== null) params.set('expected', String(query.expected))
  if (query.mayEmail) params.set('mayEmail', 'yes')
  params.set('sort', `${query.sort} ${query.descending ? 'desc' : 'asc'}`)
  return params
}
